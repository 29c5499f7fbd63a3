using System.Collections.ObjectModel;
using System.Management.Automation;

namespace DicomPS.Binding;

/// <summary>Turns what a person writes as -Path into files: wildcards and folders, in a steady order.</summary>
internal static class FileFinder
{
    /// <summary>
    /// Finds files. What is not there is an error of its own; the others go on. A pattern that nothing matches is none,
    /// unless it came from the pipeline: there it is the name of a file that is gone, such as "scan[1].dcm".
    /// </summary>
    /// <exception cref="PipelineStoppedException">The pipeline was stopped while they were found.</exception>
    internal static IEnumerable<FoundFile> Find(PSCmdlet cmdlet, IEnumerable<string> paths, bool areFromPipeline, bool recurse)
    {
        foreach (string path in paths)
        {
            foreach (string resolved in Resolve(cmdlet, path, areFromPipeline))
            {
                if (!Directory.Exists(resolved))
                {
                    yield return new FoundFile(resolved, IsFromFolder: false);
                    continue;
                }

                EnumerationOptions options = new() { RecurseSubdirectories = recurse, AttributesToSkip = FileAttributes.Hidden | FileAttributes.System };
                foreach (string file in UntilStopped(cmdlet, Directory.EnumerateFiles(resolved, "*", options)).Order(StringComparer.Ordinal))
                {
                    yield return new FoundFile(file, IsFromFolder: true);
                }
            }
        }
    }

    private static IEnumerable<string> UntilStopped(PSCmdlet cmdlet, IEnumerable<string> files)
    {
        foreach (string file in files)
        {
            yield return cmdlet.Stopping ? throw new PipelineStoppedException() : file;
        }
    }

    private static Collection<string> Resolve(PSCmdlet cmdlet, string path, bool isFromPipeline)
    {
        try
        {
            // A file whose name has wildcard characters is meant as it stands, if there is one.
            string literal = cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path);
            if (File.Exists(literal) || Directory.Exists(literal))
            {
                return [literal];
            }

            Collection<string> resolved = cmdlet.GetResolvedProviderPathFromPSPath(path, out ProviderInfo provider);
            if (provider.Name != "FileSystem")
            {
                throw new NotSupportedException($"'{path}' is not in the file system.");
            }

            return resolved.Count == 0 && isFromPipeline
                ? throw new ItemNotFoundException($"Cannot find path '{literal}' because it does not exist.")
                : resolved;
        }
        catch (Exception e) when (e is ItemNotFoundException or System.Management.Automation.DriveNotFoundException or ProviderNotFoundException or NotSupportedException)
        {
            cmdlet.WriteError(new ErrorRecord(e, "PathNotFound", ErrorCategory.ObjectNotFound, path));
            return [];
        }
    }
}
