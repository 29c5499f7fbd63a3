using System.Collections;
using DicomPS.Engine.Dictionary;

namespace DicomPS.Engine.Negotiation;

/// <summary>
/// A list of presentation contexts that changes whole or not at all. A reader sees one state of it, also while
/// another thread changes it.
/// </summary>
public abstract class PresentationContextCollection : IReadOnlyList<PresentationContext>
{
    private readonly object gate = new();
    private volatile PresentationContext[] items = [];

    private protected PresentationContextCollection()
    {
    }

    /// <summary>How many contexts the list has.</summary>
    public int Count => items.Length;

    /// <summary>The context at a place of the list.</summary>
    /// <param name="index">The place, from 0.</param>
    /// <exception cref="IndexOutOfRangeException">There is no such place.</exception>
    public PresentationContext this[int index] => items[index];

    /// <summary>Adds a context.</summary>
    /// <param name="context">The context.</param>
    /// <exception cref="DicomException">The list's rules do not allow it; the list is as it was.</exception>
    public void Add(PresentationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        AddRange([context]);
    }

    /// <summary>Makes a context and adds it.</summary>
    /// <param name="abstractSyntax">UID, keyword or name of the abstract syntax.</param>
    /// <param name="transferSyntaxes">UIDs, keywords or names of transfer syntaxes; none stands for the default ones.</param>
    /// <exception cref="DicomException">The context is not valid, or the list's rules do not allow it.</exception>
    public void Add(string abstractSyntax, params string[] transferSyntaxes)
    {
        ArgumentNullException.ThrowIfNull(transferSyntaxes);
        Add(new PresentationContext(abstractSyntax, transferSyntaxes.Length == 0 ? null : transferSyntaxes));
    }

    /// <summary>Adds contexts: all, or none where one cannot be added.</summary>
    /// <param name="contexts">The contexts.</param>
    /// <exception cref="DicomException">The list's rules do not allow it; the list is as it was.</exception>
    public void AddRange(IEnumerable<PresentationContext> contexts)
    {
        ArgumentNullException.ThrowIfNull(contexts);
        lock (gate)
        {
            items = Combine(items, [.. contexts]);
        }
    }

    /// <summary>Replaces the whole list.</summary>
    /// <param name="contexts">The new contexts.</param>
    /// <exception cref="DicomException">The list's rules do not allow them; the list is as it was.</exception>
    public void Replace(IEnumerable<PresentationContext> contexts)
    {
        ArgumentNullException.ThrowIfNull(contexts);
        lock (gate)
        {
            items = Combine([], [.. contexts]);
        }
    }

    /// <summary>
    /// Removes an abstract syntax, or just some of its transfer syntaxes; a context left with none goes. Removing
    /// what is not there is no error.
    /// </summary>
    /// <param name="abstractSyntax">UID, keyword or name of the abstract syntax.</param>
    /// <param name="transferSyntaxes">UIDs, keywords or names of the transfer syntaxes; none stands for all.</param>
    /// <exception cref="DicomException">A faulty UID, or a keyword or name that no table knows.</exception>
    public void Remove(string abstractSyntax, params string[] transferSyntaxes)
    {
        ArgumentNullException.ThrowIfNull(abstractSyntax);
        ArgumentNullException.ThrowIfNull(transferSyntaxes);
        string uid = UidDictionary.Resolve(abstractSyntax);
        string[] removed = [.. transferSyntaxes.Select(text => UidDictionary.Resolve(text, UidKind.TransferSyntax))];
        lock (gate)
        {
            items =
            [
                .. items
                    .Select(context => context.AbstractSyntax != uid ? context : removed.Length == 0 ? null : context.Without(removed))
                    .OfType<PresentationContext>(),
            ];
        }
    }

    /// <summary>Removes every context.</summary>
    public void Clear() => Replace([]);

    /// <summary>Goes through the contexts as they are now.</summary>
    /// <returns>An enumerator over one state of the list.</returns>
    public IEnumerator<PresentationContext> GetEnumerator() => ((IEnumerable<PresentationContext>)items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private protected abstract PresentationContext[] Combine(PresentationContext[] present, PresentationContext[] added);
}
