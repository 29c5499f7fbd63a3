namespace DicomPS.Shell;

/// <summary>Finds the module that the Shell works with.</summary>
internal static class ModuleLocator
{
    private const string ManifestName = "DicomPS.psd1";

    /// <summary>The manifest beside the program, or in the nearest folder above; null where there is none.</summary>
    public static string? FindManifest()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string path = Path.Combine(folder.FullName, ManifestName);
            if (File.Exists(path))
            {
                return path;
            }
        }

        return null;
    }
}
