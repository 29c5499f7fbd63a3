using DicomPS.Engine.Dictionary;
using DicomPS.Tests;

namespace DicomPS.Interop;

/// <summary>A test that sends to storescp.</summary>
public abstract class StoreScpTest : InteropTest
{
    /// <summary>Sends files with Send-DicomInstance.</summary>
    /// <param name="port">The port of the peer.</param>
    /// <param name="paths">The files.</param>
    /// <param name="arguments">Further arguments.</param>
    private protected Sending Send(int port, IEnumerable<string> paths, string arguments = "") => new(PowerShell.Invoke(
        $"$paths | Send-DicomInstance 127.0.0.1 $port STORESCP {arguments}", ("port", port), ("paths", paths.ToArray())));

    /// <summary>storescp that accepts only those transfer syntaxes, in that order, for a few SOP classes and Verification.</summary>
    private protected StoreScp StoreScpAccepting(string[] transferSyntaxes, params string[] options)
    {
        string[] sopClasses =
        [
            Uids.Verification, TestInstances.CTImageStorage, TestInstances.MRImageStorage, TestInstances.SecondaryCaptureImageStorage,
        ];
        string path = InFolder("storescp.cfg");
        File.WriteAllLines(path,
        [
            "[[TransferSyntaxes]]",
            "[Syntaxes]",
            .. transferSyntaxes.Select((uid, index) => $"TransferSyntax{index + 1} = {uid}"),
            "[[PresentationContexts]]",
            "[Contexts]",
            .. sopClasses.Select((uid, index) => $@"PresentationContext{index + 1} = {uid}\Syntaxes"),
            "[[Profiles]]",
            "[Test]",
            "PresentationContexts = Contexts",
        ]);
        return new StoreScp([.. options, "--config-file", path, "Test"]);
    }
}
