using DicomPS.Engine;
using DicomPS.Engine.Dimse;
using DicomPS.Engine.Server;
using Xunit;
using static DicomPS.Tests.Cmdlets.ServiceProvider;

namespace DicomPS.Tests.Cmdlets;

/// <summary>A query or retrieval that is not wanted to its end is ended by a C-CANCEL (PS3.7 section 9.3.2.3), whoever ends it.</summary>
public sealed class EarlyEndTests : ServiceTest
{
    public static TheoryData<string> Scripts { get; } = new(
        "Find-DicomStudy @peer",
        "Find-DicomWorklistItem @peer",
        "Find-DicomDataset @peer -SopClass HangingProtocolInformationModelFind",
        "Receive-DicomInstance @peer -Path $in -StudyInstanceUID 1.2",
        "Move-DicomInstance @peer -ReceiveOn $receiver -StudyInstanceUID 1.2");

    [Theory]
    [MemberData(nameof(Scripts))]
    public void Select_First_cancels_and_releases(string script)
    {
        Prepare();
        Host.Invoke("Import-Module -Assembly $assembly", ("assembly", typeof(SelectFirstCommand).Assembly)).ShouldSucceed();
        using DicomEventQueue events = Server.Events.Listen();

        PowerShellResult result = Host.Invoke(script + " | Select-First 3", ("in", Folder.Combine("in"))).ShouldSucceed();

        Assert.Equal(3, result.Output.Count);
        Assert.Equal([DicomEventKind.MessageReceived, DicomEventKind.AssociationReleased], EndOf(events));
    }

    [Fact]
    public void First_cancels_and_releases()
    {
        Prepare();
        using DicomEventQueue events = Server.Events.Listen();

        Assert.Equal(3, Host.Invoke("Find-DicomStudy @peer -First 3").ShouldSucceed().Output.Count);

        Assert.Equal([DicomEventKind.MessageReceived, DicomEventKind.AssociationReleased], EndOf(events));
    }

    [Theory]
    [MemberData(nameof(Scripts))]
    public void Stopping_cancels(string script)
    {
        Prepare();
        using DicomEventQueue events = Server.Events.Listen();
        using RunningScript running = Host.Start(script, ("in", Folder.Combine("in")));
        Assert.True(SpinWait.SpinUntil(() => running.Output.Count > 0, TimeSpan.FromSeconds(30)));

        Assert.True(running.Stop(TimeSpan.FromSeconds(10)).Stopped);

        Assert.Equal(DicomEventKind.MessageReceived, EndOf(events)[0]);
    }

    // Never comes to an end by itself.
    private void Prepare()
    {
        RetrieveItem item = RetrieveItem.Send(InstanceSource.FromFile(Folder.WriteInstances(1)[0]));
        Provider.OnFind = _ => Enumerable.Range(1, int.MaxValue).Select(i => DimseAnswer.Match(Dataset(("StudyID", i))));
        Provider.OnRetrieve = _ => Enumerable.Repeat(item, int.MaxValue);
        DicomServer receiver = Host.Invoke(
            "($receiver = Start-DicomServer -AE RECEIVER -Port 0 -BindAddress 127.0.0.1 -StoragePath $moved)", ("moved", Folder.Combine("moved"))).One<DicomServer>();
        Provider.OnDestination = title => new AssociationOptions("127.0.0.1", receiver.Port) { CalledAETitle = title };
    }

    // The C-CANCEL, and how the association ended.
    private static DicomEventKind[] EndOf(DicomEventQueue events)
    {
        List<DicomEventKind> kinds = [];
        Assert.True(SpinWait.SpinUntil(
            () =>
            {
                while (events.TryRead(out DicomEvent? happened))
                {
                    if (happened.Kind is DicomEventKind.AssociationReleased or DicomEventKind.AssociationAborted
                        || (happened.Kind == DicomEventKind.MessageReceived && happened.Command!.CommandField == CommandField.CCancelRq))
                    {
                        kinds.Add(happened.Kind);
                    }
                }

                return kinds.Exists(kind => kind != DicomEventKind.MessageReceived);
            },
            TimeSpan.FromSeconds(30)));
        return [.. kinds];
    }
}
