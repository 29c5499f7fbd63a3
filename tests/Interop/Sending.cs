using System.Management.Automation;
using DicomPS.Engine;
using DicomPS.Engine.Dimse;
using DicomPS.Tests;
using Xunit;

namespace DicomPS.Interop;

/// <summary>What Send-DicomInstance gave: a result for each file, and the ids of the errors.</summary>
internal sealed class Sending
{
    private readonly PowerShellResult result;

    public Sending(PowerShellResult result)
    {
        this.result = result;
        Results = [.. result.Output.Select(item => (StoreResult)item.BaseObject)];
        ErrorIds = [.. result.Errors.Select(error => error.FullyQualifiedErrorId.Split(',')[0])];
    }

    public IReadOnlyList<StoreResult> Results { get; }

    /// <summary>The ids of the error records, without the name of the cmdlet.</summary>
    public IReadOnlyList<string> ErrorIds { get; }

    public IReadOnlyList<ErrorRecord> Errors => result.Errors;

    /// <summary>Returns the results, or fails unless all those files were stored.</summary>
    public IReadOnlyList<StoreResult> ShouldStore(params IEnumerable<string> paths)
    {
        result.ShouldSucceed();
        Assert.Equal(paths.Order(StringComparer.Ordinal), Results.Select(one => one.Path).Order(StringComparer.Ordinal));
        Assert.All(Results, one => Assert.True(one.IsStored, one.ToString()));
        return Results;
    }

    /// <summary>Fails unless each of those files has its result: stored (null), or that error and an error record of the same id.</summary>
    public void ShouldEnd(IEnumerable<string> paths, params DicomErrorId?[] ids)
    {
        Assert.Equal(paths, Results.Select(one => one.Path));
        Assert.Equal(ids, Results.Select(one => one.Error?.ErrorId).ToArray());
        Assert.Equal([.. ids.OfType<DicomErrorId>().Select(id => id.ToString())], ErrorIds);
        Assert.All(Results, one => Assert.Equal(one.Error is null, one.IsStored));
    }
}
