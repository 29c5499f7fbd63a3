using System.Text.Json.Nodes;
using Xunit;

namespace DicomPS.Interop;

/// <summary>Orthanc as the user of our server and its script blocks: echo, store, find and move.</summary>
public sealed class OrthancUserTests : OrthancTest
{
    [Fact]
    public void It_echoes_and_stores()
    {
        string[] files = WriteArchive();
        PowerShell.Invoke("Send-DicomInstance @peer -Path $sent").ShouldSucceed();
        StartKnownServer("STORE", "-StoragePath $storage");

        Orthanc.Post("modalities/STORE/echo", new { });
        JsonNode stored = Orthanc.Post("modalities/STORE/store", new { Resources = Archived("patients"), Synchronous = true })!;

        Assert.Equal((files.Length, 0), ((int)stored["InstancesCount"]!, (int)stored["FailedInstancesCount"]!));
        Assert.Equal(files.Length, StoredFiles.Length);
        Assert.All(files, file => Assert.Equal(Dcmtk.Normalize(file, "+t="), Dcmtk.Normalize(StoredFileOf(file), "+t=")));
    }

    [Fact]
    public void It_finds_and_fetches_what_script_blocks_give()
    {
        string[] files = WriteArchive();
        StartKnownServer(
            "ARCHIVE",
            """
            -OnFind {
                param($request)
                $told = @{}
                Import-DicomFile $using:sent -Tag PatientID, PatientName, StudyInstanceUID, StudyDate |
                    Where-Object PatientID -EQ $request.Dataset.PatientID | ForEach-Object {
                        if ($told[$_.StudyInstanceUID]) { return }
                        $told[$_.StudyInstanceUID] = $true
                        @{
                            QueryRetrieveLevel = 'STUDY'; PatientID = $_.PatientID; PatientName = $_.PatientName
                            StudyInstanceUID = $_.StudyInstanceUID; StudyDate = $_.StudyDate
                        }
                    }
            } -OnMove {
                param($request)
                $studies = @($request.Dataset.StudyInstanceUID)
                Import-DicomFile $using:sent -Tag StudyInstanceUID | Where-Object StudyInstanceUID -In $studies | ForEach-Object Path
            } -MoveDestination @{ ORTHANC = "127.0.0.1:$orthanc" }
            """);

        JsonNode query = Orthanc.Post(
            "modalities/ARCHIVE/query", new { Level = "Study", Query = new { PatientID = "P1", PatientName = "", StudyDate = "" } })!;
        string id = (string)query["ID"]!;
        JsonArray answers = Orthanc.Get($"queries/{id}/answers?expand&simplify").AsArray();
        Assert.Equal(["20240101", "20240102"], answers.Select(answer => (string)answer!["StudyDate"]!).Order(StringComparer.Ordinal));
        Assert.All(answers, answer => Assert.Equal("Müller^Jörg", (string)answer!["PatientName"]!));

        Orthanc.Post($"queries/{id}/retrieve", new { TargetAet = Orthanc.Title, Synchronous = true });

        Assert.Equal(
            files.Where(file => Path.GetFileName(file)[0] == '1').Select(InstanceBytes.SopInstanceOf).Order(StringComparer.Ordinal), ArchivedInstances());
    }
}
