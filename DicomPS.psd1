@{
    RootModule = 'bin/Core/DicomPS.dll'
    ModuleVersion = '0.1.0'
    GUID = '5f454266-d36b-4b46-8629-ca2886af4ac8'
    Author = 'The DicomPS developers'
    CompanyName = 'The DicomPS developers'
    Copyright = '(c) The DicomPS developers. MIT licence.'
    Description = 'DICOM networking for PowerShell: application entities, presentation contexts, associations, and the services over them, as client and as server.'
    PowerShellVersion = '7.4'
    CompatiblePSEditions = @('Core')
    # The types file names types of these, so they are loaded before it.
    RequiredAssemblies = @('bin/Core/DicomPS.Engine.dll', 'bin/Core/DicomPS.dll')
    FunctionsToExport = @()
    TypesToProcess = @('bin/Core/DicomPS.types.ps1xml')
    FormatsToProcess = @('bin/Core/DicomPS.format.ps1xml')
    CmdletsToExport = @(
        'Add-DicomRequestedContext'
        'Add-DicomSupportedContext'
        'Compare-DicomDataset'
        'Connect-DicomAssociation'
        'ConvertFrom-DicomJson'
        'ConvertTo-DicomJson'
        'Disconnect-DicomAssociation'
        'Export-DicomFile'
        'Find-DicomDataset'
        'Find-DicomInstance'
        'Find-DicomPatient'
        'Find-DicomSeries'
        'Find-DicomStudy'
        'Find-DicomWorklistItem'
        'Get-DicomAssociation'
        'Get-DicomElement'
        'Get-DicomPresentationContext'
        'Get-DicomRequestedContext'
        'Get-DicomServer'
        'Get-DicomSopInstance'
        'Get-DicomSupportedContext'
        'Get-DicomTag'
        'Get-DicomUid'
        'Import-DicomFile'
        'Invoke-DicomAction'
        'Move-DicomInstance'
        'New-DicomAE'
        'New-DicomDataset'
        'New-DicomPresentationContext'
        'New-DicomSopInstance'
        'New-DicomTlsOption'
        'New-DicomUid'
        'New-DicomUserIdentity'
        'Receive-DicomEvent'
        'Receive-DicomInstance'
        'Register-DicomPrivateTag'
        'Remove-DicomElement'
        'Remove-DicomRequestedContext'
        'Remove-DicomSopInstance'
        'Remove-DicomSupportedContext'
        'Send-DicomEcho'
        'Send-DicomEventReport'
        'Send-DicomInstance'
        'Set-DicomAE'
        'Set-DicomElement'
        'Set-DicomSopInstance'
        'Start-DicomServer'
        'Stop-DicomServer'
        'Test-DicomAETitle'
        'Test-DicomConnection'
        'Test-DicomDataset'
        'Test-DicomNegotiation'
        'Wait-DicomServer'
    )
    VariablesToExport = @()
    AliasesToExport = @()
    PrivateData = @{
        PSData = @{
            Tags = @('DICOM', 'PACS', 'Imaging', 'Healthcare', 'Network', 'PSEdition_Core', 'Windows', 'Linux', 'MacOS')
            LicenseUri = 'https://opensource.org/license/mit'
        }
    }
}
