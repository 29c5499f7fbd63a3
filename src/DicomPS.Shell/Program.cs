using DicomPS.Shell;

ShellOptions options;
try
{
    options = ShellOptions.Parse(args);
}
catch (FormatException e)
{
    Console.Error.WriteLine(e.Message);
    Console.Error.WriteLine(ShellOptions.Usage);
    return ExitCode.Usage;
}

if (options.Mode == ShellMode.Help)
{
    Console.Out.WriteLine(ShellOptions.Usage);
    return ExitCode.Success;
}

string? manifest = ModuleLocator.FindManifest();
if (manifest is null)
{
    Console.Error.WriteLine(
        $"DicomPS.psd1 was found neither beside the program nor in a folder above it ({AppContext.BaseDirectory}).");
    return ExitCode.Failure;
}

WordWrappingCulture.Use();
using Session session = new();
if (!session.ImportModule(manifest))
{
    return ExitCode.Failure;
}

return options.Mode switch
{
    ShellMode.File => session.RunFile(options.Text, options.Arguments),
    ShellMode.Command => session.RunCommand(options.Text),
    _ => new Prompt(session).Run(),
};
