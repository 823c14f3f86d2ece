using NeuroLab.Numerics;

namespace NeuroLab.Landscapes;

/// <summary>A way to choose the plane of the surface.</summary>
public abstract class PlaneKind
{
    /// <summary>The name on the command line, with its settings after a colon if they are not the default ones.</summary>
    public abstract string Name { get; }

    /// <summary>One line for menus.</summary>
    public abstract string Description { get; }

    /// <summary>Whether it needs <see cref="PlaneContext.Path"/>.</summary>
    public virtual bool NeedsPath => false;

    /// <summary>Whether it needs <see cref="PlaneContext.Gradient"/>.</summary>
    public virtual bool NeedsGradient => false;

    /// <summary>
    /// Whether the path it needs is the one so far, which ends at the weights, and not the descent ahead, from step 0.
    /// </summary>
    internal virtual bool LooksBack => false;

    /// <summary>
    /// Whether a plane that follows the weights is made again around them, with its seed, since its directions depend on
    /// the weights; otherwise it is moved to them.
    /// </summary>
    internal virtual bool FollowsAnew => false;

    /// <summary>
    /// The eigenvectors of the loss' Hessian that it needs in <see cref="PlaneContext.Eigenpairs"/>, by number: 1 for the
    /// largest eigenvalue's, 2 for the next …, −1 for the smallest's.
    /// </summary>
    internal virtual IReadOnlyList<int> Eigenvectors => [];

    /// <summary>The weights that it needs in <see cref="PlaneContext.Places"/>, as <see cref="WeightPlace"/> reads them.</summary>
    internal virtual IReadOnlyList<string> Places => [];

    /// <summary>Its settings, in the order of their words after the colon; the same list in every call.</summary>
    internal virtual IReadOnlyList<PlaneSetting> Settings => [];

    /// <summary>What to show where this kind is asked for while it is shown: new random directions, for example.</summary>
    internal virtual PlaneKind Next => this;

    /// <summary>The variant of this kind given after a colon, for example <c>hessian:1,3</c>.</summary>
    /// <param name="words">The text after the colon, at its commas outside of brackets.</param>
    /// <exception cref="UserErrorException">There is no such choice.</exception>
    internal virtual PlaneKind Choose(IReadOnlyList<string> words) =>
        throw new UserErrorException($"the {Name} plane leaves nothing to choose; leave out ':{string.Join(',', words)}'");

    /// <summary>The variant with another word for one setting; a word that another setting has changes places with it.</summary>
    /// <exception cref="UserErrorException">There is no such choice.</exception>
    internal PlaneKind With(int setting, string word)
    {
        string[] words = [.. Settings.Select(one => one.Value)];
        if (word.Length > 0 && Array.IndexOf(words, word) is >= 0 and var other)
            words[other] = words[setting];
        words[setting] = word;
        return Choose(words);
    }

    /// <summary>The same kind through the places that a function gives for its own.</summary>
    internal PlaneKind WithPlaces(Func<WeightPlace, string> change) =>
        Places.Count == 0 ? this : Choose([.. Places.Select(place => change(WeightPlace.Parse(place)))]);

    /// <summary>Creates the plane. May be slow: for a large network, do not call it during a frame.</summary>
    /// <exception cref="UserErrorException">The context lacks something this kind needs, for example a path.</exception>
    public abstract Plane Create(PlaneContext context);

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>The words of a text, at its commas outside of brackets, as in <c>0.weight[3,1],2.bias[0]</c>.</summary>
    internal static IReadOnlyList<string> WordsOf(string text)
    {
        var words = new List<string>();
        var (start, depth) = (0, 0);
        for (var i = 0; i <= text.Length; i++)
        {
            if (i == text.Length || (text[i] == ',' && depth == 0))
            {
                words.Add(text[start..i].Trim());
                start = i + 1;
            }
            else
            {
                depth += text[i] == '[' ? 1 : text[i] == ']' ? -1 : 0;
            }
        }
        return words;
    }

    /// <summary>A name with its words, without the empty ones at the end.</summary>
    private protected static string NameOf(string kind, params ReadOnlySpan<string> words)
    {
        while (words.Length > 0 && words[^1].Length == 0)
            words = words[..^1];
        return words.Length == 0 ? kind : $"{kind}:{string.Join(',', words!)}";
    }
}
