using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace DicomPS.Handlers;

/// <summary>How the private runspaces of handlers are made.</summary>
/// <param name="ModulePath">The manifest of DicomPS.</param>
/// <param name="ImportModule">What is imported besides.</param>
/// <param name="Initialization">Is run in each, in its global scope; null for nothing.</param>
/// <param name="Location">The folder that is the current one there.</param>
internal sealed record RunspaceSettings(string ModulePath, string[] ImportModule, HandlerBlock? Initialization, string Location)
{
    /// <summary>Makes a runspace.</summary>
    /// <exception cref="RuntimeException">A module cannot be imported, or the initialization script failed.</exception>
    internal Runspace Open()
    {
        InitialSessionState state = InitialSessionState.CreateDefault2();
        state.ImportPSModule([ModulePath]);
        Runspace runspace = RunspaceFactory.CreateRunspace(state);

        // Each call brings a thread with it.
        runspace.ThreadOptions = PSThreadOptions.UseCurrentThread;
        try
        {
            runspace.Open();
            runspace.SessionStateProxy.Path.SetLocation(WildcardPattern.Escape(Location));
            foreach (string module in ImportModule)
            {
                Invoke(runspace, pipeline => pipeline.AddCommand("Import-Module").AddParameter("Name", module).AddParameter("ErrorAction", ActionPreference.Stop));
            }

            if (Initialization is not null)
            {
                Invoke(runspace, pipeline => pipeline
                    .AddScript("param($__block) $ErrorActionPreference = 'Stop'; . $__block", useLocalScope: false)
                    .AddArgument(Initialization.Copy())
                    .AddParameter("--%", Initialization.UsingValues));
            }

            return runspace;
        }
        catch
        {
            runspace.Dispose();
            throw;
        }
    }

    private static void Invoke(Runspace runspace, Action<PowerShell> fill)
    {
        using PowerShell pipeline = PowerShell.Create();
        pipeline.Runspace = runspace;
        fill(pipeline);
        pipeline.Invoke();
    }
}
