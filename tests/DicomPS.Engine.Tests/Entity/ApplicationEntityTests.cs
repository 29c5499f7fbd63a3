using DicomPS.Engine.Dictionary;
using DicomPS.Engine.Server;
using Xunit;

namespace DicomPS.Engine.Tests.Entity;

public class ApplicationEntityTests
{
    [Fact]
    public void A_new_entity_has_the_stated_defaults()
    {
        ApplicationEntity entity = new();
        Assert.Equal("DICOMPS", entity.Title);
        Assert.Equal(131072u, entity.MaximumPduLength);
        Assert.Equal(TimeSpan.FromSeconds(30), entity.ConnectionTimeout);
        Assert.Equal(TimeSpan.FromSeconds(30), entity.AcseTimeout);
        Assert.Equal(TimeSpan.FromSeconds(30), entity.DimseTimeout);
        Assert.Equal(TimeSpan.FromSeconds(60), entity.NetworkTimeout);
        Assert.Equal(10, entity.MaximumAssociations);
        Assert.StartsWith("2.25.", entity.ImplementationClassUid, StringComparison.Ordinal);
        Assert.True(UidSyntax.IsValid(entity.ImplementationClassUid));
        Assert.InRange(entity.ImplementationVersionName.Length, 1, 16);
        Assert.False(entity.RequireCalledTitle);
        Assert.Empty(entity.AllowedCallingTitles);
        Assert.Empty(entity.RequestedContexts);
        Assert.Empty(entity.SupportedContexts);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(16384)]
    [InlineData(uint.MaxValue)]
    public void A_maximum_pdu_length_is_0_or_at_least_7(uint length)
    {
        Assert.Equal(length, new ApplicationEntity { MaximumPduLength = length }.MaximumPduLength);
        Assert.Equal(length, new AssociationOptions("h", 1) { MaximumPduLength = length }.MaximumPduLength);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public void A_maximum_pdu_length_without_room_for_data_is_refused(uint length)
    {
        ApplicationEntity entity = new();
        Assert.Throws<ArgumentOutOfRangeException>(() => entity.MaximumPduLength = length);
        Assert.Equal(131072u, entity.MaximumPduLength);
        AssociationOptions options = new("h", 1) { MaximumPduLength = 7 };
        Assert.Throws<ArgumentOutOfRangeException>(() => options.MaximumPduLength = length);
        Assert.Equal(7u, options.MaximumPduLength);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(86400.001)]
    [InlineData(-0.001)]
    public void A_timeout_out_of_range_leaves_the_value(double seconds)
    {
        TimeSpan timeout = TimeSpan.FromSeconds(seconds);
        ApplicationEntity entity = new();
        Assert.Throws<ArgumentOutOfRangeException>(() => entity.ConnectionTimeout = timeout);
        Assert.Throws<ArgumentOutOfRangeException>(() => entity.AcseTimeout = timeout);
        Assert.Throws<ArgumentOutOfRangeException>(() => entity.DimseTimeout = timeout);
        Assert.Throws<ArgumentOutOfRangeException>(() => entity.NetworkTimeout = timeout);
        Assert.Equal(
            (30, 30, 30, 60),
            (entity.ConnectionTimeout.TotalSeconds, entity.AcseTimeout.TotalSeconds, entity.DimseTimeout.TotalSeconds, entity.NetworkTimeout.TotalSeconds));

        AssociationOptions options = new("h", 1);
        Assert.Throws<ArgumentOutOfRangeException>(() => options.ConnectionTimeout = timeout);
        Assert.Throws<ArgumentOutOfRangeException>(() => options.AcseTimeout = timeout);
        Assert.Throws<ArgumentOutOfRangeException>(() => options.DimseTimeout = timeout);
        Assert.Throws<ArgumentOutOfRangeException>(() => options.NetworkTimeout = timeout);
        Assert.Null(options.ConnectionTimeout ?? options.AcseTimeout ?? options.DimseTimeout ?? options.NetworkTimeout);
    }

    [Fact]
    public void A_timeout_is_from_a_tick_to_a_day()
    {
        ApplicationEntity entity = new() { ConnectionTimeout = TimeSpan.FromTicks(1), NetworkTimeout = TimeSpan.FromDays(1) };
        Assert.Equal(TimeSpan.FromTicks(1), entity.ConnectionTimeout);
        Assert.Equal(TimeSpan.FromDays(1), entity.NetworkTimeout);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    public void No_association_at_all_is_refused(int maximum)
    {
        ApplicationEntity entity = new() { MaximumAssociations = 3 };
        Assert.Throws<ArgumentOutOfRangeException>(() => entity.MaximumAssociations = maximum);
        Assert.Equal(3, entity.MaximumAssociations);
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("1.2.", 4)]
    [InlineData("1.02", 3)]
    [InlineData("1..2", 3)]
    [InlineData("1.2a", 4)]
    [InlineData(" 1.2", 1)]
    public void An_implementation_class_uid_is_a_uid(string uid, int position)
    {
        ApplicationEntity entity = new() { ImplementationClassUid = "2.25.5" };
        ArgumentException error = Assert.Throws<ArgumentException>(() => entity.ImplementationClassUid = uid);
        Assert.Contains($"(position {position})", error.Message, StringComparison.Ordinal);
        Assert.Equal("2.25.5", entity.ImplementationClassUid);
    }

    [Theory]
    [InlineData("")]
    [InlineData("12345678901234567")]
    [InlineData("A\tB")]
    [InlineData("\u00DC")]
    public void An_implementation_version_name_has_1_to_16_characters(string name)
    {
        ApplicationEntity entity = new() { ImplementationVersionName = "1234567890123456" };
        Assert.Throws<ArgumentException>(() => entity.ImplementationVersionName = name);
        Assert.Throws<ArgumentNullException>(() => entity.ImplementationVersionName = null!);
        Assert.Throws<ArgumentNullException>(() => entity.ImplementationClassUid = null!);
        Assert.Equal("1234567890123456", entity.ImplementationVersionName);
    }

    [Fact]
    public void Allowed_calling_titles_change_whole_or_not_at_all()
    {
        ApplicationEntity entity = new() { AllowedCallingTitles = [" ONE ", "TWO"] };
        Assert.Equal(["ONE", "TWO"], entity.AllowedCallingTitles);
        Assert.Throws<DicomException>(() => entity.AllowedCallingTitles = ["THREE", @"F\OUR"]);
        Assert.Throws<ArgumentNullException>(() => entity.AllowedCallingTitles = null!);
        Assert.Equal(["ONE", "TWO"], entity.AllowedCallingTitles);
        entity.AllowedCallingTitles = [];
        Assert.Empty(entity.AllowedCallingTitles);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(65536)]
    public void Ports_out_of_range_are_refused(int port)
    {
        AssociationOptions options = new("h", 104) { BindPort = 5 };
        Assert.Throws<ArgumentOutOfRangeException>(() => new AssociationOptions("h", port));
        Assert.Throws<ArgumentOutOfRangeException>(() => options.Port = port);
        Assert.Throws<ArgumentOutOfRangeException>(() => options.Port = 0);
        Assert.Throws<ArgumentOutOfRangeException>(() => options.BindPort = port);
        Assert.Equal((104, 5), (options.Port, options.BindPort));
        Assert.Throws<ArgumentOutOfRangeException>(() => new DicomServerOptions { Port = port });
        Assert.Throws<ArgumentException>(() => new AssociationOptions(" ", 104));
    }

    [Fact]
    public void The_engine_references_no_PowerShell() =>
        Assert.All(
            typeof(ApplicationEntity).Assembly.GetReferencedAssemblies(),
            reference => Assert.True(
                (reference.Name!.StartsWith("System.", StringComparison.Ordinal) || reference.Name == "Microsoft.Win32.Primitives")
                    && !reference.Name.StartsWith("System.Management", StringComparison.Ordinal),
                $"{reference.Name} has no place in the engine"));
}
