using Xunit;

namespace DicomPS.Engine.Tests.Network;

/// <summary>Tests that watch the whole process, its memory or its faults, and so run while no other does.</summary>
[CollectionDefinition(nameof(Serial), DisableParallelization = true)]
public class Serial;
