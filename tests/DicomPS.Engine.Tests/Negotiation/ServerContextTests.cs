using DicomPS.Engine.Dictionary;
using DicomPS.Engine.Dimse;
using DicomPS.Engine.Negotiation;
using Xunit;

namespace DicomPS.Engine.Tests.Negotiation;

/// <summary>What a server supports that is told its handlers alone.</summary>
public sealed class ServerContextTests
{
    [Theory]
    [InlineData(DimseServices.None, "1.2.840.10008.1.1")]
    [InlineData(DimseServices.Echo, "1.2.840.10008.1.1")]
    [InlineData(DimseServices.Create, "1.2.840.10008.1.1|1.2.840.10008.3.1.2.3.3")]
    [InlineData(DimseServices.Create | DimseServices.Set, "1.2.840.10008.1.1|1.2.840.10008.3.1.2.3.3")]
    [InlineData(DimseServices.GetAttributes, "1.2.840.10008.1.1|1.2.840.10008.3.1.2.3.4")]
    [InlineData(DimseServices.Action, "1.2.840.10008.1.1|1.2.840.10008.1.20.1")]
    [InlineData(DimseServices.EventReport, "1.2.840.10008.1.1|1.2.840.10008.1.20.1|1.2.840.10008.3.1.2.3.5")]
    public void Few_classes_are_exactly_these(DimseServices services, string expected) =>
        Assert.Equal(expected.Split('|'), PrebuiltContexts.ForServer(services, stores: false).Select(context => context.AbstractSyntax));

    [Theory]
    [InlineData(DimseServices.Find, "1.2.840.10008.5.1.4.1.2.1.1", "1.2.840.10008.5.1.4.1.2.2.1", "1.2.840.10008.5.1.4.31", "1.2.840.10008.5.1.4.37.1")]
    [InlineData(DimseServices.Move, "1.2.840.10008.5.1.4.1.2.1.2", "1.2.840.10008.5.1.4.1.2.2.2", "1.2.840.10008.5.1.4.1.2.4.2")]
    [InlineData(DimseServices.Get, "1.2.840.10008.5.1.4.1.2.1.3", "1.2.840.10008.5.1.4.1.2.2.3", "1.2.840.10008.5.1.4.1.2.5.3")]
    public void Queries_and_retrievals_have_those_of_their_service(DimseServices services, params string[] expected)
    {
        HashSet<string> classes = [.. PrebuiltContexts.ForServer(services, stores: false).Select(context => context.AbstractSyntax)];

        Assert.Superset(expected.ToHashSet(), classes);
        Assert.Equal(services == DimseServices.Find, classes.Contains("1.2.840.10008.5.1.4.1.2.2.1"));
        Assert.Equal(services == DimseServices.Get, classes.Contains(Uids.CTImageStorage));
        Assert.DoesNotContain("1.2.840.10008.5.1.4.1.2.3.1", classes);
    }

    [Theory]
    [InlineData(DimseServices.Store, false, null, null)]
    [InlineData(DimseServices.None, true, null, null)]
    [InlineData(DimseServices.Get, false, false, true)]
    [InlineData(DimseServices.Get, true, true, true)]
    [InlineData(DimseServices.Get | DimseServices.Store, false, true, true)]
    public void Storage_classes_have_the_roles_that_are_needed(DimseServices services, bool stores, bool? scu, bool? scp)
    {
        PresentationContext context = PrebuiltContexts.ForServer(services, stores).Single(context => context.AbstractSyntax == Uids.CTImageStorage);

        Assert.Equal((scu, scp), (context.ScuRole, context.ScpRole));
    }

    [Theory]
    [InlineData(DimseServices.Action, "1.2.840.10008.1.20.1", null)]
    [InlineData(DimseServices.Action | DimseServices.EventReport, "1.2.840.10008.1.20.1", true)]
    [InlineData(DimseServices.EventReport, "1.2.840.10008.1.20.1", true)]
    [InlineData(DimseServices.EventReport, "1.2.840.10008.3.1.2.3.5", true)]
    [InlineData(DimseServices.EventReport | DimseServices.Create, "1.2.840.10008.3.1.2.3.3", null)]
    public void Classes_whose_events_are_taken_admit_both_roles(DimseServices services, string sopClass, bool? role)
    {
        PresentationContext context = PrebuiltContexts.ForServer(services, stores: false).Single(context => context.AbstractSyntax == sopClass);

        Assert.Equal((role, role), (context.ScuRole, context.ScpRole));
    }
}
