using DicomPS.Engine.Dictionary;
using Xunit;

namespace DicomPS.Engine.Tests.Network;

/// <summary>What many tests of the network begin with.</summary>
internal static class Some
{
    /// <summary>Ends with the test run.</summary>
    public static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>An Application Entity that requests Verification and CT Image Storage in Explicit VR Little Endian.</summary>
    public static ApplicationEntity Requestor()
    {
        ApplicationEntity entity = new("REQUESTOR");
        entity.RequestedContexts.Add(Uids.Verification, Uids.ImplicitVRLittleEndian);
        entity.RequestedContexts.Add(Uids.CTImageStorage, Uids.ExplicitVRLittleEndian);
        return entity;
    }

    /// <summary>A UID that no other call gives.</summary>
    public static string Uid() => "2.25." + new System.Numerics.BigInteger(Guid.NewGuid().ToByteArray(), isUnsigned: true);

    /// <summary>Waits, but not for ever: a test that hangs fails.</summary>
    public static Task Soon(this Task task) => task.WaitAsync(ScriptedPeer.Patience, Token);

    /// <summary>Waits, but not for ever: a test that hangs fails.</summary>
    public static Task<T> Soon<T>(this Task<T> task) => task.WaitAsync(ScriptedPeer.Patience, Token);

    /// <summary>Waits for something that nothing announces.</summary>
    public static async Task Until(Func<bool> condition)
    {
        DateTime end = DateTime.UtcNow + ScriptedPeer.Patience;
        while (!condition())
        {
            Assert.True(DateTime.UtcNow < end, "what was waited for did not come");
            await Task.Delay(5, Token);
        }
    }

    public static async Task<DicomException> Fails(DicomErrorId errorId, Task task)
    {
        DicomException error = await Assert.ThrowsAnyAsync<DicomException>(() => task.Soon());
        Assert.Equal(errorId, error.ErrorId);
        return error;
    }

    public static DicomException Fails(DicomErrorId errorId, Func<object?> function) => Fails(errorId, () => { function(); });

    public static DicomException Fails(DicomErrorId errorId, Action action)
    {
        DicomException error = Assert.ThrowsAny<DicomException>(action);
        Assert.Equal(errorId, error.ErrorId);
        return error;
    }
}
