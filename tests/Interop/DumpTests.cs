using DicomPS.Engine.Dictionary;
using Xunit;

namespace DicomPS.Interop;

/// <summary>The data sets that the engine reads are those that dcmdump reads.</summary>
public sealed class DumpTests : InteropTest
{
    [Theory]
    [InlineData(Uids.ExplicitVRLittleEndian)]
    [InlineData(Uids.ExplicitVRBigEndian)]
    [InlineData(Uids.ImplicitVRLittleEndian)]
    [InlineData(Uids.DeflatedExplicitVRLittleEndian)]
    [InlineData(Uids.RleLossless)]
    public void Our_own_files(string transferSyntax) => DumpComparison.AssertSame(NewFile(transferSyntaxUid: transferSyntax));
}
