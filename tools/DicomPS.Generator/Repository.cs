namespace DicomPS.Generator;

/// <summary>The checkout that the generator works on.</summary>
internal static class Repository
{
    /// <summary>The folder of DicomPS.sln, from the working directory or from the program's own place upward.</summary>
    internal static string FindRoot()
    {
        foreach (string start in new[] { Environment.CurrentDirectory, AppContext.BaseDirectory })
        {
            for (DirectoryInfo? folder = new(start); folder is not null; folder = folder.Parent)
            {
                if (File.Exists(Path.Combine(folder.FullName, "DicomPS.sln")))
                {
                    return folder.FullName;
                }
            }
        }

        throw new InvalidOperationException("DicomPS.sln stands in no parent folder.");
    }
}
