using System.Diagnostics;
using System.Net.Sockets;
using Xunit;

namespace DicomPS.Interop;

/// <summary>Waits for what another process does.</summary>
internal static class Wait
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    /// <summary>Returns as soon as a condition holds; fails when it does not within the deadline.</summary>
    public static void Until(Func<bool> condition, string what)
    {
        long start = Stopwatch.GetTimestamp();
        while (!condition())
        {
            Assert.True(Stopwatch.GetElapsedTime(start) < Deadline, $"After {Deadline} still not: {what}");
            Thread.Sleep(10);
        }
    }

    /// <summary>Whether somebody listens on a port of this computer.</summary>
    public static bool Listens(int port)
    {
        try
        {
            using TcpClient client = new("127.0.0.1", port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
