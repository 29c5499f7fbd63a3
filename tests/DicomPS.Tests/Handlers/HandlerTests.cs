using DicomPS.Engine.Data;
using Xunit;

namespace DicomPS.Tests.Handlers;

/// <summary>Script blocks that answer each service, over loopback.</summary>
public sealed class HandlerTests : IDisposable
{
    private readonly HandlerHost handlers = new();

    public void Dispose() => handlers.Dispose();

    [Theory]
    [InlineData("", "0000")]
    [InlineData("0", "0000")]
    [InlineData("0xA700", "A700")]
    [InlineData("'0xA700'", "A700")]
    [InlineData("'B000'", "B000")]
    [InlineData("'OutOfResources'", "A700")]
    [InlineData("[DicomPS.Engine.Dictionary.DicomStatus]::Of(0xA900, 'Storage')", "A900")]
    [InlineData("[DicomPS.Engine.Dimse.DimseAnswer]::Of(0xC001)", "C001")]
    [InlineData("@{ Status = 'NotAuthorized'; ErrorComment = 'Not you' }", "0124 Not you")]
    [InlineData("$null", "0000")]
    public void What_a_block_writes_is_the_status(string output, string expected) => Assert.Equal(expected, handlers.Run(
        """
        $server = Start-DicomServer @provider -OnStore ([scriptblock]::Create("param(`$Request) $output"))
        $result = Send-DicomInstance 127.0.0.1 $server.Port PROVIDER -Path $files -ErrorAction Ignore -WarningAction Ignore
        "$(Hex $result) $($result.ErrorComment)".Trim()
        Stop-DicomServer $server
        """,
        ("output", output),
        ("files", handlers.Folder.WriteInstances(1))));

    [Fact]
    public void A_request_tells_all_there_is_to_know() => Assert.Equal(
        "CStoreRq|True|CLIENT|PROVIDER|127.0.0.1|CT Image Storage|True|2|False|True",
        handlers.Run(
            """
            $server = Start-DicomServer @provider -OnStore {
                param($Request)
                $Request.SaveTo("$using:folder/kept/one.dcm")
                [IO.File]::WriteAllLines("$using:folder/seen.txt", [string[]] @(
                    $Request.Service, ($Request.MessageId -gt 0), $Request.Association.CallingAETitle, $Request.Association.CalledAETitle
                    $Request.Association.RemoteEndPoint.Address, $Request.SopClassName
                    ($Request.Dataset.SOPInstanceUID -eq $Request.SopInstanceUid)
                    $Request.Association.AcceptedContexts.Count, $Request.IsCancelled))
            }
            $contexts = 'Verification', 'CTImageStorage' | New-DicomPresentationContext
            $association = Connect-DicomAssociation 127.0.0.1 $server.Port PROVIDER -AE CLIENT -Context $contexts
            $result = Send-DicomInstance $files -Association $association
            [IO.File]::ReadAllLines("$folder/seen.txt")
            (Import-DicomFile "$folder/kept/one.dcm").SOPInstanceUID -eq $result.SopInstanceUid
            Disconnect-DicomAssociation $association
            Stop-DicomServer $server
            """,
            ("files", handlers.Folder.WriteInstances(1))));

    [Fact]
    public void What_a_store_handler_refuses_does_not_come_into_the_folder() => Assert.Equal("A700|0000|1", handlers.Run(
        """
        $refused = (Import-DicomFile $files[0]).SOPInstanceUID
        $server = Start-DicomServer @provider -StoragePath "$folder/store" -OnStore {
            param($Request)
            if ($Request.SopInstanceUid -eq $using:refused) { 0xA700 }
        }
        Send-DicomInstance 127.0.0.1 $server.Port PROVIDER -Path $files -ErrorAction Ignore | ForEach-Object { Hex $_ }
        [IO.Directory]::GetFiles("$folder/store", '*.dcm', 'AllDirectories').Count
        Stop-DicomServer $server
        """,
        ("files", handlers.Folder.WriteInstances(2))));

    [Fact]
    public void Matches_are_hashtables_and_data_sets() => Assert.Equal("FF00,FF00,0000|DOE^JANE,DOE^JOHN,", handlers.Run(
        """
        $patients = @{ PatientName = 'DOE^JANE' }, (New-DicomDataset @{ PatientName = 'DOE^JOHN' }), @{ PatientName = 'ROE^RICK' }
        $server = Start-DicomServer @provider -OnFind {
            param($Request)
            foreach ($row in $using:patients) {
                if ($row.PatientName -like $Request.Dataset.PatientName) { $row }
            }
        }
        $association = Connect $server
        $results = Request-Find $association @{ PatientName = 'DOE*' }
        ($results | ForEach-Object { Hex $_ }) -join ','
        ($results | ForEach-Object { "$($_.Dataset.PatientName)" }) -join ','
        Disconnect-DicomAssociation $association
        Stop-DicomServer $server
        """));

    [Fact]
    public void A_status_ends_a_find() => Assert.Equal("FF00,A900", handlers.Run(
        """
        $server = Start-DicomServer @provider -OnFind { @{ PatientID = '1' }; 0xA900; @{ PatientID = '2' } }
        $association = Connect $server
        (Request-Find $association | ForEach-Object { Hex $_ }) -join ','
        Disconnect-DicomAssociation $association
        Stop-DicomServer $server
        """));

    [Fact]
    public void A_thousand_matches_and_more_stream_through() => Assert.Equal("1201|0000|True", handlers.Run(
        """
        $server = Start-DicomServer @provider -OnFind { foreach ($id in 1..1200) { @{ PatientID = "$id" } } }
        $association = Connect $server
        $results = Request-Find $association
        $results.Count
        Hex $results[-1]
        "$($results[0..1199].Dataset.PatientID)" -eq "$(1..1200)"
        Disconnect-DicomAssociation $association
        Stop-DicomServer $server
        """));

    [Fact]
    public void A_cancel_stops_an_endless_find() => Assert.Equal("1|True", handlers.Run(
        """
        $server = Start-DicomServer @provider -OnFind {
            try { while ($true) { @{ PatientID = '1' } } }
            finally { [IO.File]::WriteAllText("$using:folder/ended.txt", '') }
        }
        $association = Connect $server
        $stream = $association.FindAsync($find, (New-DicomDataset @{ PatientID = '' }), $null, $none).GetAsyncEnumerator($none)
        [int] $stream.MoveNextAsync().AsTask().GetAwaiter().GetResult()
        $null = $stream.DisposeAsync().AsTask().GetAwaiter().GetResult()
        foreach ($round in 1..300) { if ([IO.File]::Exists("$folder/ended.txt")) { break }; [Threading.Thread]::Sleep(50) }
        [IO.File]::Exists("$folder/ended.txt")
        Stop-DicomServer $server
        """));

    [Fact]
    public void Who_has_enough_matches_stops_the_handler() => Assert.Equal("1 2 3|True|True", handlers.Run(
        """
        $server = Start-DicomServer @provider -OnFind {
            try { foreach ($id in 1..[int]::MaxValue) { @{ StudyInstanceUID = '1.2'; PatientID = "$id" } } }
            finally { [IO.File]::WriteAllText("$using:folder/ended.txt", '') }
        }
        "$((Find-DicomStudy 127.0.0.1 $server.Port PROVIDER -First 3).PatientID)"
        foreach ($round in 1..300) { if ([IO.File]::Exists("$folder/ended.txt")) { break }; [Threading.Thread]::Sleep(50) }
        [IO.File]::Exists("$folder/ended.txt")
        $server.Counters.HandlerFailures -eq 0
        Stop-DicomServer $server
        """));

    [Theory]
    [InlineData("$using:files", "0000 2")]
    [InlineData("@{ Total = 2 }; $using:files", "0000 2")]
    [InlineData("$using:files | ForEach-Object { [IO.FileInfo] $_ }", "0000 2")]
    [InlineData("foreach ($file in $using:files) { [pscustomobject] @{ Path = $file } }", "0000 2")]
    [InlineData("foreach ($file in $using:files) { (Import-DicomFile $file).File }", "0000 2")]
    [InlineData("foreach ($file in $using:files) { Import-DicomFile $file }", "0000 2")]
    [InlineData("[IO.Path]::GetFileName($using:files[0])", "0000 1")]
    [InlineData("", "0000 0")]
    [InlineData("'no-such-file.dcm'", "A702 0")]
    [InlineData("$using:files[0]; 'no-such-file.dcm'; $using:files[1]", "B000 2")]
    [InlineData("@{ Total = 2 }; [pscustomobject] @{ Path = 'no-such-file.dcm'; SOPInstanceUID = '1.2.3' }; $using:files[1]", "B000 1 1.2.3")]
    [InlineData("[IO.File]::WriteAllText(\"$using:folder/broken.dcm\", 'broken'); \"$using:folder/broken.dcm\"; $using:files[1]", "B000 1")]
    [InlineData("Import-DicomFile $using:files[0] -NoPixelData; $using:files[1]", "B000 1 FIRST")]
    [InlineData("($using:files)[0]; 0xA702", "A702 1")]
    public void What_a_get_handler_writes_comes_back(string block, string expected)
    {
        string[] files = handlers.Folder.WriteInstances(2);
        Assert.Equal(expected, handlers.Run(
        """
        $null = $ExecutionContext.SessionState.Path.SetLocation([IO.Path]::GetDirectoryName($files[0]))
        $server = Start-DicomServer @provider -OnGet ([scriptblock]::Create($block))
        $association = Connect $server
        $updates = Request-Get $association "$folder/got"
        $uids = $updates[-1].Result.FailedSopInstanceUids
        "$(Hex $updates[-1].Result) $(@($updates | Where-Object { $_.Instance.IsStored }).Count) $(if ($uids[0] -is [string]) { $uids[0] })".TrimEnd().Replace($first, 'FIRST')
        Disconnect-DicomAssociation $association
        Stop-DicomServer $server
        """,
        ("block", block),
        ("files", files),
        ("first", InstanceFile.Read(files[0]).SopInstanceUid)));
    }

    [Fact]
    public void A_move_goes_to_a_destination_of_the_table_even_in_the_same_process() => Assert.Equal("0000 2|2|CLIENT|A801", handlers.Run(
        """
        $server = Start-DicomServer @provider -ThrottleLimit 1 -OnMove { $using:files } -MoveDestination @{
            ARCHIVE = "127.0.0.1:$(($archive = Start-DicomServer -AE ARCHIVE -Port 0 -BindAddress 127.0.0.1 -ThrottleLimit 1 -OnStore {
                param($Request)
                [IO.File]::WriteAllText("$using:folder/originator.txt", $Request.MoveOriginatorTitle)
            }).Port)"
        }
        $association = Connect $server
        $results = Request-Move $association ARCHIVE
        "$(Hex $results[-1]) $($results[-1].Completed)"
        $archive.Counters.Instances
        [IO.File]::ReadAllText("$folder/originator.txt")
        (Request-Move $association NOWHERE | ForEach-Object { Hex $_ })
        Disconnect-DicomAssociation $association
        $archive, $server | Stop-DicomServer
        """,
        ("files", handlers.Folder.WriteInstances(2))));

    [Fact]
    public void A_block_looks_destinations_up() => Assert.Equal("0000|A801", handlers.Run(
        """
        $archive = Start-DicomServer -AE ARCHIVE -Port 0 -BindAddress 127.0.0.1 -StoragePath "$folder/archive"
        $port = $archive.Port
        $server = Start-DicomServer @provider -OnMove { $using:files } -MoveDestination {
            param($Request)
            if ($Request.MoveDestination -eq 'ARCHIVE') { "127.0.0.1:$using:port" }
        }
        $association = Connect $server
        Hex (Request-Move $association ARCHIVE)[-1]
        Hex (Request-Move $association NOWHERE)[-1]
        Disconnect-DicomAssociation $association
        $archive, $server | Stop-DicomServer
        """,
        ("files", handlers.Folder.WriteInstances(1))));

    [Fact]
    public void Normalised_services_are_answered_with_a_status_and_a_data_set() => Assert.Equal(
        "0000 IN PROGRESS|0000 COMPLETED|0107 X|0000|0000 7|0112|0000", handlers.Run(
        """
        $server = Start-DicomServer @provider -OnCreate {
            param($Request)
            @{ PerformedProcedureStepStatus = $Request.Dataset.PerformedProcedureStepStatus }
        } -OnSet { param($Request) $Request.Dataset } -OnGetAttribute { 0x0107; @{ PatientID = 'X' } } -OnDelete { } -OnAction {
            param($Request)
            @{ Status = 0; Dataset = @{ PatientID = "$($Request.ActionTypeId)" } }
        } -OnEventReport { param($Request) if ($Request.EventTypeId -ne 1) { 0x0112 } } -Context $(
            $mpps, $commitment, 'ModalityPerformedProcedureStepRetrieve' | New-DicomPresentationContext -ScuRole $true -ScpRole $true)
        $association = Connect-DicomAssociation 127.0.0.1 $server.Port PROVIDER -Context $(
            $mpps, $commitment | New-DicomPresentationContext -ScuRole $true -ScpRole $true)
        $set = New-DicomDataset @{ PerformedProcedureStepStatus = 'COMPLETED' }
        $result = Request-Create $association @{ PerformedProcedureStepStatus = 'IN PROGRESS' }
        "$(Hex $result) $($result.Dataset.PerformedProcedureStepStatus)"
        $result = $association.SetAsync($mpps, '1.2.3', $set, $null, $none).GetAwaiter().GetResult()
        "$(Hex $result) $($result.Dataset.PerformedProcedureStepStatus)"
        $result = $association.GetAttributesAsync($mpps, '1.2.3', $null, $null, $none).GetAwaiter().GetResult()
        "$(Hex $result) $($result.Dataset.PatientID)"
        Hex $association.DeleteAsync($mpps, '1.2.3', $null, $none).GetAwaiter().GetResult()
        $result = $association.ActionAsync($commitment, '1.2.3', 7, $null, $null, $none).GetAwaiter().GetResult()
        "$(Hex $result) $($result.Dataset.PatientID)"
        foreach ($type in 2, 1) { Hex $association.ReportEventAsync($commitment, '1.2.3', $type, $null, $null, $none).GetAwaiter().GetResult() }
        Disconnect-DicomAssociation $association
        Stop-DicomServer $server
        """));

    [Fact]
    public void An_event_may_come_on_the_association_that_asked_for_it() => Assert.Equal("0000|0110|1 True|0122", handlers.Run(
        """
        $told = [Collections.Concurrent.ConcurrentQueue[string]]::new()
        $contexts = New-DicomPresentationContext $commitment
        $server = Start-DicomServer @provider -OnAction { }
        $association = Connect-DicomAssociation 127.0.0.1 $server.Port PROVIDER -Context $contexts -HandlerTimeout 30 -OnEventReport {
            param($Request)
            if ($Request.EventTypeId -eq 2) { throw 'failed' }
            ($using:told).Enqueue("$($Request.EventTypeId) $($Request.Dataset.TransactionUID -eq '1.2.3')")
        }
        $information = New-DicomDataset @{ TransactionUID = '1.2.3' }
        foreach ($type in 1, 2) {
            Hex $server.Associations[0].ReportEventAsync($commitment, '1.2.840.10008.1.20.1.1', $type, $information, $null, $none).GetAwaiter().GetResult()
        }
        "$told"
        Disconnect-DicomAssociation $association
        $deaf = Connect-DicomAssociation 127.0.0.1 $server.Port PROVIDER -Context $contexts
        Hex ($server.Associations | Where-Object State -eq Established)[-1].ReportEventAsync($commitment, '1.2.840.10008.1.20.1.1', 1, $information, $null, $none).GetAwaiter().GetResult()
        Disconnect-DicomAssociation $deaf
        Stop-DicomServer $server
        """));

    [Theory]
    [InlineData("$true", "Succeeded")]
    [InlineData("", "Succeeded")]
    [InlineData("$false", "no reason given")]
    [InlineData("'CalledAETitleNotRecognized'", "called AE title not recognized")]
    [InlineData("if ($Request.CallingAETitle -eq 'CLIENT') { 'CallingAETitleNotRecognized' }", "calling AE title not recognized")]
    [InlineData("'TemporaryCongestion'", "temporary congestion")]
    [InlineData("throw 'no'", "no reason given")]
    public void A_block_decides_on_associations(string block, string expected) => Assert.Contains(expected, handlers.Run(
        """
        $server = Start-DicomServer @provider -OnAssociationRequest ([scriptblock]::Create("param(`$Request) $block"))
        $test = Test-DicomConnection 127.0.0.1 $server.Port PROVIDER -AE CLIENT
        if ($test.Succeeded) { 'Succeeded' } else { $test.Reason }
        Stop-DicomServer $server
        """,
        ("block", block)), StringComparison.Ordinal);

    [Theory]
    [InlineData("$Request.Identity.GetPasscode() -eq 'let me in'", true)]
    [InlineData("$Request.Identity.GetPasscode() -eq 'other'", false)]
    [InlineData("", false)]
    [InlineData("throw 'broken'", false, 1)]
    public void A_block_decides_on_users(string block, bool accepts, int failures = 0) => Assert.Equal($"{accepts}|{failures}", handlers.Run(
        """
        $server = Start-DicomServer @provider -OnUserIdentity ([scriptblock]::Create('param($Request) ' + $block))
        $secret = [securestring]::new(); foreach ($character in 'let me in'.ToCharArray()) { $secret.AppendChar($character) }
        $identity = New-DicomUserIdentity -Credential ([pscredential]::new('SMITH', $secret))
        (Test-DicomConnection 127.0.0.1 $server.Port PROVIDER -UserIdentity $identity).Succeeded
        $server.Counters.HandlerFailures
        Stop-DicomServer $server
        """,
        ("block", block)));

    [Fact]
    public void Handlers_have_modules_functions_and_variables_of_their_own() => Assert.Equal("0xA701|True", handlers.Run(
        """
        function Get-Answer { 'of the caller' }
        $server = Start-DicomServer @provider -ImportModule $module -InitializationScript {
            $code = 0xA700 + $using:one
            function Get-Answer { $code + (Get-Zero) }
        } -OnStore { Get-Answer }
        $result = Send-DicomInstance 127.0.0.1 $server.Port PROVIDER -Path $files -ErrorAction Ignore
        '0x{0:X4}' -f $result.Status.Code
        (Get-Answer) -eq 'of the caller'
        Stop-DicomServer $server
        """,
        ("one", 1),
        ("module", WriteModule()),
        ("files", handlers.Folder.WriteInstances(1))));

    [Theory]
    [InlineData("-OnEcho { $using:missing }", "there is no variable $missing")]
    [InlineData("-OnEcho { $using:block }", "is a script block")]
    [InlineData("-OnMove { }", "belong together")]
    [InlineData("-OnMove { } -MoveDestination @{ ARCHIVE = 'nowhere' }", "no 'host:port'")]
    [InlineData("-OnMove { } -MoveDestination 5", "takes a hashtable")]
    [InlineData("-OnEcho { } -ImportModule NoSuchModuleAnywhere", "runspaces cannot be made")]
    [InlineData("-OnEcho { } -InitializationScript { throw 'not today' }", "not today")]
    [InlineData("-OnEcho { } -RunInCaller", "-Wait")]
    public void What_cannot_work_is_told_at_the_start(string parameters, string words)
    {
        PowerShellResult result = handlers.Host.Invoke("$block = { 1 }; Start-DicomServer @provider " + parameters + "; Get-DicomServer");

        Assert.Contains(words, result.OneError().ToString(), StringComparison.Ordinal);
        Assert.Empty(result.Output);
    }

    private string WriteModule()
    {
        string path = handlers.Folder.Combine("Zero.psm1");
        File.WriteAllText(path, "function Get-Zero { 0 }");
        return path;
    }
}
