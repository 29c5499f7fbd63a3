using Xunit;

namespace DicomPS.Tests.Handlers;

/// <summary>The examples that serve until Ctrl+C, asked as a peer asks them.</summary>
public sealed class ExampleProviderTests : IDisposable
{
    private readonly HandlerHost handlers = new();
    private readonly PowerShellHost serving = new();

    public void Dispose()
    {
        serving.Dispose();
        handlers.Dispose();
    }

    [Fact]
    public void The_router_sends_on_and_passes_the_answer_back()
    {
        int archive = handlers.Host.Invoke("($archive = Start-DicomServer -AE ARCHIVE -Port 0 -BindAddress 127.0.0.1 -StoragePath \"$folder/archive\").Port").One<int>();
        Serve("Router.ps1", "-ArchiveHost 127.0.0.1 -ArchivePort " + archive, () =>
        {
            Assert.Equal("0000|1", handlers.Run(
                "Hex (Send-DicomInstance 127.0.0.1 $port ROUTER -Path $files); $archive.Counters.Instances", ("files", handlers.Folder.WriteInstances(1))));
            Assert.Equal("A700 The archive cannot be reached", handlers.Run(
                "Stop-DicomServer $archive; $result = Send-DicomInstance 127.0.0.1 $port ROUTER -Path $files -ErrorAction Ignore; \"$(Hex $result) $($result.ErrorComment)\""));
        });
    }

    [Fact]
    public void The_worklist_answers_from_its_file()
    {
        string file = handlers.Folder.Combine("worklist.csv");
        File.WriteAllLines(file, ["PatientID,PatientName,Modality,ScheduledProcedureStepStartDate", "1,DOE^JANE,CT,20260101", "2,DOE^JOHN,MR,20260102", "3,ROE^RICK,CT,20260103"]);
        Serve("WorklistProvider.ps1", $"-Path '{file}'", () => Assert.Equal("DOE^JANE CT 20260101|3", handlers.Run(
            """
            $worklist = '1.2.840.10008.5.1.4.31'
            $association = Connect-DicomAssociation 127.0.0.1 $port WORKLIST -Context (New-DicomPresentationContext $worklist)
            $query = New-DicomDataset @{ PatientName = 'DOE*'; ScheduledProcedureStepSequence = @(@{ Modality = 'CT' }) }
            foreach ($result in Read-All $association.FindAsync($worklist, $query, $null, $none) | Where-Object IsPending) {
                $step = @($result.Dataset.ScheduledProcedureStepSequence)[0]
                "$($result.Dataset.PatientName) $($step.Modality) $($step.ScheduledProcedureStepStartDate)"
            }
            @((Read-All $association.FindAsync($worklist, (New-DicomDataset @{ PatientID = '' }), $null, $none)) | Where-Object IsPending).Count
            Disconnect-DicomAssociation $association
            """)));
    }

    [Fact]
    public void The_receiver_of_performed_steps_keeps_them_until_they_are_done() => Serve(
        "MppsReceiver.ps1", $"-Path '{handlers.Folder.Combine("steps")}'", () => Assert.Equal("0106|0000|0111|0000|0110|0112|0117|COMPLETED", handlers.Run(
            """
            $association = Connect-DicomAssociation 127.0.0.1 $port MPPS -Context (New-DicomPresentationContext $mpps)
            function Request-Set($Uid, $Status) {
                $association.SetAsync($mpps, $Uid, (New-DicomDataset @{ PerformedProcedureStepStatus = $Status }), $null, $none).GetAwaiter().GetResult()
            }
            Hex (Request-Create $association @{ PerformedProcedureStepStatus = 'COMPLETED' })
            Hex (Request-Create $association @{ PerformedProcedureStepStatus = 'IN PROGRESS' })
            Hex (Request-Create $association @{ PerformedProcedureStepStatus = 'IN PROGRESS' })
            Hex (Request-Set 1.2.3 COMPLETED)
            Hex (Request-Set 1.2.3 COMPLETED)
            Hex (Request-Set 1.2.4 COMPLETED)
            Hex (Request-Set ../1 COMPLETED)
            ([IO.File]::ReadAllText("$folder/steps/1.2.3.json") | ConvertFrom-DicomJson).PerformedProcedureStepStatus
            Disconnect-DicomAssociation $association
            """)));

    [Fact]
    public void The_archive_finds_and_gives_what_is_in_its_folder()
    {
        handlers.Folder.WriteInstances(3);
        int viewer = handlers.Host.Invoke("($viewer = Start-DicomServer -AE VIEWER -Port 0 -BindAddress 127.0.0.1 -StoragePath \"$folder/viewer\").Port").One<int>();
        Serve("QueryRetrieve.ps1", $"-Path '{handlers.Folder.Path}' -Destination @{{ VIEWER = '127.0.0.1:{viewer}' }}", () => Assert.Equal("3|A900|0000 3|0000 3|3", handlers.Run(
            """
            $contexts = @($find, $move, $get | New-DicomPresentationContext) + (New-DicomPresentationContext $ct -ScuRole $false -ScpRole $true)
            $association = Connect-DicomAssociation 127.0.0.1 $port ARCHIVE -Context $contexts
            $images = Request-Find $association @{ QueryRetrieveLevel = 'IMAGE'; SOPInstanceUID = '' }
            @($images | Where-Object { $_.Dataset.SOPInstanceUID }).Count
            Hex (Request-Find $association @{ QueryRetrieveLevel = 'NOTHING' })[-1]
            $all = New-DicomDataset @{ QueryRetrieveLevel = 'IMAGE'; SOPInstanceUID = @($images.Dataset.SOPInstanceUID | Where-Object { $_ }) }
            $options = [DicomPS.Engine.Dimse.GetOptions]::new(); $options.StoragePath = "$folder/got"
            $result = (Read-All $association.GetAsync($get, $all, $options, $none))[-1].Result
            "$(Hex $result) $($result.Completed)"
            $result = (Read-All $association.MoveAsync($move, 'VIEWER', $all, $null, $none))[-1]
            "$(Hex $result) $($result.Completed)"
            $viewer.Counters.Instances
            Disconnect-DicomAssociation $association
            Stop-DicomServer $viewer
            """)));
    }

    // On a port that was free a moment ago, until the questions are asked.
    private void Serve(string example, string arguments, Action ask)
    {
        int port = handlers.Host.Invoke("($probe = Start-DicomServer @provider).Port; Stop-DicomServer $probe").One<int>();
        using RunningScript running = serving.Start($"& '{RepositoryRoot.Combine("examples", example)}' -Port {port} {arguments}");
        handlers.Run("$port = $free; do { $up = (Test-DicomConnection 127.0.0.1 $port).Steps[1].Succeeded } until ($up)", ("free", port));
        ask();
        Assert.True(running.Stop(TimeSpan.FromSeconds(30)).Stopped);
    }
}
