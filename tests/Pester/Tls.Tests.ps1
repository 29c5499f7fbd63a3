# TLS from the prompt: certificates made here, trust, both sides known, and what is told when it fails.

BeforeAll {
    $folder = [IO.Directory]::CreateTempSubdirectory('dicomps-tls-').FullName

    function New-TestCertificate([string] $Name, $Issuer, [int] $From = -1, [int] $To = 10) {
        $key = [Security.Cryptography.RSA]::Create(2048)
        $request = [Security.Cryptography.X509Certificates.CertificateRequest]::new(
            "CN=$Name", $key, [Security.Cryptography.HashAlgorithmName]::SHA256, [Security.Cryptography.RSASignaturePadding]::Pkcs1)
        $names = [Security.Cryptography.X509Certificates.SubjectAlternativeNameBuilder]::new()
        $names.AddDnsName($Name)
        $request.CertificateExtensions.Add($names.Build())
        $request.CertificateExtensions.Add(
            [Security.Cryptography.X509Certificates.X509BasicConstraintsExtension]::new($null -eq $Issuer, $false, 0, $true))
        $start = [DateTimeOffset]::UtcNow.AddDays($From)
        $end = [DateTimeOffset]::UtcNow.AddDays($To)
        if ($null -eq $Issuer) {
            return $request.CreateSelfSigned($start, $end)
        }
        $made = $request.Create($Issuer, $start, $end, [Guid]::NewGuid().ToByteArray())
        [Security.Cryptography.X509Certificates.RSACertificateExtensions]::CopyWithPrivateKey($made, $key)
    }

    $authority = New-TestCertificate 'Pester CA' -From -100 -To 100
    $archive = New-TestCertificate localhost $authority
    $modality = New-TestCertificate modality $authority
    $expired = New-TestCertificate localhost $authority -From -20 -To -10
    $trust = @{ TrustedCertificate = $authority }
    $listen = @{ AE = 'ARCHIVE'; Port = 0; BindAddress = '127.0.0.1' }
    $server = Start-DicomServer @listen -TlsOption (New-DicomTlsOption $archive @trust)
    $tls = New-DicomTlsOption $modality @trust -TargetHost localhost
    $peer = @{ HostName = '127.0.0.1'; Port = $server.Port; CalledAETitle = 'ARCHIVE' }

    function Get-Fault([hashtable] $To, $Option) {
        $faults = $null
        $null = Send-DicomEcho @To -TlsOption $Option -ErrorVariable faults -ErrorAction SilentlyContinue
        $faults[0]
    }
}

AfterAll {
    Stop-DicomServer $server
    [IO.Directory]::Delete($folder, $true)
}

Describe 'An association over TLS' {
    It 'knows the certificates of both sides' {
        $association = Connect-DicomAssociation @peer -TlsOption $tls -Context (New-DicomPresentationContext Verification)
        (Send-DicomEcho -Association $association).Status.IsSuccess | Should -BeTrue
        $association.Tls.PeerCertificate.Subject | Should -Be 'CN=localhost'
        $association.Tls.PeerCertificate.Issuer | Should -Be 'CN=Pester CA'
        $association.Tls.LocalCertificate.Subject | Should -Be 'CN=modality'
        "$($association.Tls.Protocol)" | Should -BeLike 'Tls1?'
        $server.Associations[0].Tls.PeerCertificate.Subject | Should -Be 'CN=modality'
        Disconnect-DicomAssociation $association
    }

    It 'is made from PEM files' {
        [IO.File]::WriteAllText("$folder/modality.crt", $modality.ExportCertificatePem())
        $key = [Security.Cryptography.X509Certificates.RSACertificateExtensions]::GetRSAPrivateKey($modality)
        [IO.File]::WriteAllText("$folder/modality.key", $key.ExportPkcs8PrivateKeyPem())
        [IO.File]::WriteAllText("$folder/ca.pem", $authority.ExportCertificatePem())
        $option = New-DicomTlsOption -CertificatePath "$folder/modality.crt" -KeyPath "$folder/modality.key" -TrustedCertificatePath "$folder/ca.pem" -TargetHost localhost
        (Send-DicomEcho @peer -TlsOption $option).Status.IsSuccess | Should -BeTrue
    }

    It 'is made with <_>' -ForEach 'Tls12', 'Tls13' {
        $option = New-DicomTlsOption $modality @trust -TargetHost localhost -Protocol $_
        $test = Test-DicomConnection @peer -TlsOption $option
        $test.Succeeded | Should -BeTrue
        "$($test.Tls.Protocol)" | Should -Be $_
    }
}

Describe 'A connection test' {
    It 'has a step for TLS and the certificate' {
        $test = Test-DicomConnection @peer -TlsOption $tls
        $test.Steps.Name | Should -Be @('Name resolution', 'TCP connection', 'TLS', 'Association', 'Echo')
        $test.Certificate.Subject | Should -Be 'CN=localhost'
        $test.Certificate.DaysLeft | Should -Be 9
    }

    It 'shows a certificate that was refused' {
        $old = Start-DicomServer @listen -TlsOption (New-DicomTlsOption $expired @trust)
        $test = Test-DicomConnection 127.0.0.1 $old.Port -TlsOption $tls
        Stop-DicomServer $old
        $test.StoppedAt | Should -Be 'TLS'
        $test.Reason | Should -BeLike '*it expired on*'
        $test.Certificate.DaysLeft | Should -BeLessThan 0
    }
}

Describe 'TLS that fails' {
    It 'tells of a name that is not in the certificate' {
        $fault = Get-Fault $peer (New-DicomTlsOption $modality @trust -TargetHost pacs.example)
        $fault.FullyQualifiedErrorId | Should -BeLike 'TlsFailed,*'
        $fault.Exception.Message | Should -BeLike "*it is for localhost, not for 'pacs.example'*"
    }

    It 'tells of an authority that is not trusted' {
        (Get-Fault $peer (New-DicomTlsOption $modality -TargetHost localhost)).Exception.Message | Should -BeLike '*no trusted authority*'
    }

    It 'tells that the server wants a certificate' {
        $fault = Get-Fault $peer (New-DicomTlsOption @trust -TargetHost localhost)
        $fault.FullyQualifiedErrorId | Should -BeLike 'TlsFailed,*'
        $fault.Exception.Message | Should -BeLike '*asked for a client certificate*'
        $server.Counters.LastTlsFailure | Should -BeLike '*gave no client certificate*'
    }

    It 'tells that the peer expects TLS' {
        $faults = $null
        $null = Send-DicomEcho @peer -ErrorVariable faults -ErrorAction SilentlyContinue
        $faults[0].FullyQualifiedErrorId | Should -BeLike 'TlsFailed,*'
        $faults[0].Exception.Message | Should -BeLike '*expects TLS*'
    }

    It 'tells that the peer speaks no TLS' {
        $plain = Start-DicomServer @listen
        $fault = Get-Fault @{ HostName = '127.0.0.1'; Port = $plain.Port } $tls
        Stop-DicomServer $plain
        $fault.Exception.Message | Should -BeLike '*speaks DICOM without TLS*'
    }
}

Describe 'A server' {
    It 'needs a certificate' {
        { Start-DicomServer @listen -Tls } | Should -Throw -ErrorId 'InvalidCertificate,*'
    }

    It 'takes who has no certificate when it asks for <_>' -ForEach 'Allow', 'None' {
        $open = Start-DicomServer @listen -TlsOption (New-DicomTlsOption $archive @trust -ClientAuthentication $_)
        $answer = Test-DicomConnection 127.0.0.1 $open.Port -TlsOption (New-DicomTlsOption @trust -TargetHost localhost) -Quiet
        Stop-DicomServer $open
        $answer | Should -BeTrue
    }
}
