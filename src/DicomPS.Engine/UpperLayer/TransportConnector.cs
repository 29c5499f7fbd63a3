using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace DicomPS.Engine.UpperLayer;

/// <summary>Makes transport connections to a peer: name, addresses, bind address, and one deadline for all of it.</summary>
internal static class TransportConnector
{
    /// <summary>Connects to the first address of a host that answers.</summary>
    /// <param name="target">The peer, and where to connect from.</param>
    /// <param name="timeout">The time for name resolution and all attempts together.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="DicomException">ConnectionFailed or ConnectionTimeout.</exception>
    internal static Task<Transport> ConnectAsync(ConnectionTarget target, TimeSpan timeout, CancellationToken cancellationToken) =>
        WithinAsync(
            async deadline =>
            {
                IPAddress[] addresses = await ResolveAsync(target, deadline).ConfigureAwait(false);
                return await ConnectAsync(target, addresses, deadline).ConfigureAwait(false);
            },
            target,
            timeout,
            cancellationToken);

    /// <summary>Connects to the first of some addresses that answers.</summary>
    internal static Task<Transport> ConnectAsync(
        ConnectionTarget target, IPAddress[] addresses, TimeSpan timeout, CancellationToken cancellationToken) =>
        WithinAsync(deadline => ConnectAsync(target, addresses, deadline), target, timeout, cancellationToken);

    /// <summary>Finds the addresses of a host that fit the bind address.</summary>
    internal static Task<IPAddress[]> ResolveAsync(ConnectionTarget target, TimeSpan timeout, CancellationToken cancellationToken) =>
        WithinAsync(deadline => ResolveAsync(target, deadline), target, timeout, cancellationToken);

    private static async Task<T> WithinAsync<T>(
        Func<CancellationToken, Task<T>> work, ConnectionTarget target, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using CancellationTokenSource deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(timeout);
        try
        {
            return await work(deadline.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new DicomException(
                DicomErrorId.ConnectionTimeout,
                $"No transport connection to {target} within {timeout.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture)} s.",
                "Check host name, port and the firewalls on the way: the peer did not answer at all.");
        }
    }

    private static async Task<IPAddress[]> ResolveAsync(ConnectionTarget target, CancellationToken cancellationToken)
    {
        IPAddress[] addresses;
        try
        {
            addresses = await Dns.GetHostAddressesAsync(target.HostName, cancellationToken).ConfigureAwait(false);
        }
        catch (SocketException e)
        {
            throw new DicomException(
                DicomErrorId.ConnectionFailed,
                $"The host name '{target.HostName}' cannot be resolved: {e.Message}.",
                "Check the spelling of the host name and the name server, or give an IP address.",
                e);
        }

        IPAddress[] fitting = target.BindAddress is { } bind
            ? [.. addresses.Where(address => address.AddressFamily == bind.AddressFamily)]
            : addresses;
        return fitting.Length > 0
            ? fitting
            : throw new DicomException(
                DicomErrorId.ConnectionFailed,
                $"The host '{target.HostName}' has no address of the family of the bind address {target.BindAddress}.",
                "Give a bind address of the peer's family: IPv4 to IPv4, IPv6 to IPv6.");
    }

    private static async Task<Transport> ConnectAsync(
        ConnectionTarget target,
        IPAddress[] addresses,
        CancellationToken cancellationToken)
    {
        SocketException? last = null;
        foreach (IPAddress address in addresses)
        {
            Socket socket = new(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                Bind(socket, target);
                await socket.ConnectAsync(address, target.Port, cancellationToken).ConfigureAwait(false);
                return new Transport(socket);
            }
            catch (SocketException e)
            {
                last = e;
                socket.Dispose();
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }

        throw new DicomException(
            DicomErrorId.ConnectionFailed,
            $"No transport connection to {target}: {last!.Message}.",
            last.SocketErrorCode == SocketError.ConnectionRefused
                ? "Check the port, and that the peer's DICOM service runs: the host answered, but nothing listens there."
                : "Check host name, port, bind address and the network between the two hosts.",
            last);
    }

    private static void Bind(Socket socket, ConnectionTarget target)
    {
        if (target.BindAddress is null && target.BindPort == 0)
        {
            return;
        }

        IPAddress any = socket.AddressFamily == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any;
        if (target.BindPort != 0)
        {
            // A script that connects again from its fixed port must not wait for the old connection's TIME-WAIT.
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        }

        socket.Bind(new IPEndPoint(target.BindAddress ?? any, target.BindPort));
    }
}
