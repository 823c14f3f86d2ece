using System.Text;

namespace NeuroLab.Optimizers;

/// <summary>
/// The declaration of a hyperparameter: its names, its range and its meaning. Inspector, command line, experiment files
/// and compute shaders are all generated from <see cref="All"/>; optimizers list the hyperparameters that they read
/// (<see cref="Optimizer.Hyperparameters"/>), which decides where they are shown.
/// </summary>
/// <remarks>A new one is a field and a line in <see cref="All"/>, in <c>Hyperparameter.All.cs</c>. Values are stored in
/// <see cref="OptimizerSettings"/>.</remarks>
public sealed partial class Hyperparameter
{
    /// <summary>Maximum number: the size of the settings, and of a step's constants on the GPU.</summary>
    public const int Capacity = 24;

    private Hyperparameter(string name, string symbol, double standard)
    {
        (Name, Symbol, Default) = (name, symbol, standard);
        Label = symbol;
        Option = "--" + name.Replace('_', '-');
        var pascal = new StringBuilder(name.Length);
        foreach (var word in name.Split('_'))
            pascal.Append(char.ToUpperInvariant(word[0])).Append(word.AsSpan(1));
        PropertyName = pascal.ToString();
        JsonName = char.ToLowerInvariant(PropertyName[0]) + PropertyName[1..];
    }

    /// <summary>The name in GLSL, for example <c>learning_rate</c>.</summary>
    public string Name { get; }

    /// <summary>The symbol in formulas, for example η.</summary>
    public string Symbol { get; }

    /// <summary>The name in edits and run logs, for example <c>LearningRate</c>.</summary>
    public string PropertyName { get; }

    /// <summary>The name in experiment files, for example <c>learningRate</c>.</summary>
    public string JsonName { get; }

    /// <summary>The option on the command line, for example <c>--learning-rate</c>.</summary>
    public string Option { get; }

    /// <summary>The index in <see cref="All"/>.</summary>
    public int Index { get; private set; } = -1;

    /// <summary>The display name; the symbol by default.</summary>
    public string Label { get; private init; }

    /// <summary>One line for the command line's help, without its default.</summary>
    public required string Summary { get; init; }

    /// <summary>Its meaning, with the formula, for the user.</summary>
    public required string Explanation { get; init; }

    /// <summary>The default value; an optimizer may have another one (<see cref="Optimizer.Defaults"/>).</summary>
    public double Default { get; }

    /// <summary>The minimum accepted by inspector and command line.</summary>
    public double Minimum { get; private init; }

    /// <summary>The maximum accepted by inspector and command line.</summary>
    public required double Maximum { get; init; }

    /// <summary>The range of the slider.</summary>
    public required (double Low, double High) Slider { get; init; }

    /// <summary>Whether the slider is logarithmic.</summary>
    public bool IsLogarithmic { get; private init; }

    /// <summary>
    /// Whether its value is kept when another optimizer is chosen: it does not belong to an optimizer.
    /// </summary>
    internal bool OutlivesOptimizer { get; private init; }

    /// <summary>Whether the inspector counts in ones.</summary>
    internal bool IsInteger { get; private init; }

    /// <inheritdoc/>
    public override string ToString() => Name;

    private static Hyperparameter[] Number(params Hyperparameter[] all)
    {
        if (all.Length > Capacity)
            throw new InvalidOperationException($"{all.Length} hyperparameters; raise {nameof(Capacity)}.");
        for (var i = 0; i < all.Length; i++)
            all[i].Index = i;
        return all;
    }
}
