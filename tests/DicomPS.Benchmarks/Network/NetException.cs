namespace DicomPS.Benchmarks.Network;

/// <summary>A run that did not do what it was to do.</summary>
internal sealed class NetException(string message) : Exception(message);
