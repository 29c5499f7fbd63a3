using System.Globalization;
using System.Runtime.CompilerServices;
using DicomPS.Engine.Data;
using DicomPS.Engine.Dictionary;
using DicomPS.Engine.Dimse;

namespace DicomPS.Benchmarks.Network.Roles;

/// <summary>Answers every C-FIND with the same number of matches of ten attributes, each made when its turn comes.</summary>
internal sealed class SampleMatches(int count) : IDimseServiceProvider
{
    private long given;

    /// <summary>The matches given so far.</summary>
    internal long Given => Interlocked.Read(ref given);

    public DimseServices Services => DimseServices.Find;

    public async IAsyncEnumerable<DimseAnswer> FindAsync(DimseRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        for (int i = 0; i < count; i++)
        {
            Interlocked.Increment(ref given);
            yield return DimseAnswer.Match(Match(i));
        }
    }

    private static DicomDataset Match(int number)
    {
        DicomDataset match = new();
        match.SetValues(Tags.SopInstanceUid, DicomVR.UI, $"{Inputs.GeneratedInstances.Study}.{number}");
        match.SetValues(new DicomTag(0x0008, 0x0020), DicomVR.DA, "20240131");
        match.SetValues(new DicomTag(0x0008, 0x0052), DicomVR.CS, "IMAGE");
        match.SetValues(new DicomTag(0x0008, 0x0054), DicomVR.AE, "BENCHMARK");
        match.SetValues(new DicomTag(0x0008, 0x0060), DicomVR.CS, "CT");
        match.SetValues(new DicomTag(0x0010, 0x0010), DicomVR.PN, "Sample^Patient");
        match.SetValues(Tags.PatientId, DicomVR.LO, "P1");
        match.SetValues(Tags.StudyInstanceUid, DicomVR.UI, Inputs.GeneratedInstances.Study);
        match.SetValues(Tags.SeriesInstanceUid, DicomVR.UI, Inputs.GeneratedInstances.Series);
        match.SetValues(new DicomTag(0x0020, 0x0013), DicomVR.IS, number.ToString(CultureInfo.InvariantCulture));
        return match;
    }
}
