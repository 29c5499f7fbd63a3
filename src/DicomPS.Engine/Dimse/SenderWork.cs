using System.Diagnostics.CodeAnalysis;
using DicomPS.Engine.Data;

namespace DicomPS.Engine.Dimse;

/// <summary>The files that are still to be sent, and the lanes that take from them: each file is taken by one.</summary>
internal sealed class SenderWork(IReadOnlyList<InstanceFile> files, int lanes)
{
    private readonly Queue<InstanceFile> left = new(files);
    private int lanes = lanes;

    /// <summary>Whether nobody else takes from it, from the start.</summary>
    internal bool IsOfOneLane { get; } = lanes == 1;

    /// <summary>Whether a file is left just now.</summary>
    internal bool HasMore
    {
        get
        {
            lock (left)
            {
                return left.Count > 0;
            }
        }
    }

    /// <summary>Takes the next file.</summary>
    /// <returns>False where none is left.</returns>
    internal bool TryTake([NotNullWhen(true)] out InstanceFile? file)
    {
        lock (left)
        {
            return left.TryDequeue(out file);
        }
    }

    /// <summary>A lane that has nothing more to do ends, unless another one has just given files back.</summary>
    internal bool TryFinish()
    {
        lock (left)
        {
            lanes -= left.Count == 0 ? 1 : 0;
            return left.Count == 0;
        }
    }

    /// <summary>A lane that cannot go on leaves its files to the others, if there are any.</summary>
    internal bool TryLeave(IEnumerable<InstanceFile> files)
    {
        lock (left)
        {
            if (lanes == 1)
            {
                return false;
            }

            lanes--;
            foreach (InstanceFile file in files)
            {
                left.Enqueue(file);
            }

            return true;
        }
    }
}
