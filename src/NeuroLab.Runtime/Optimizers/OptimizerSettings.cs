using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace NeuroLab.Optimizers;

/// <summary>
/// A value for every <see cref="Hyperparameter"/>. An optimizer reads those of its formula; its defaults are in
/// <see cref="Optimizer.Defaults"/>.
/// </summary>
public readonly struct OptimizerSettings : IEquatable<OptimizerSettings>
{
    private readonly Values _values;

    /// <summary>All hyperparameters at their defaults.</summary>
    public OptimizerSettings()
    {
        foreach (var hyperparameter in Hyperparameter.All)
            _values[hyperparameter.Index] = hyperparameter.Default;
    }

    /// <summary>All hyperparameters at their defaults except the learning rate.</summary>
    public OptimizerSettings(double learningRate)
        : this() => LearningRate = learningRate;

    private OptimizerSettings(in OptimizerSettings other, Hyperparameter changed, double value)
    {
        _values = other._values;
        _values[changed.Index] = value;
    }

    /// <summary>The value of a hyperparameter.</summary>
    public double this[Hyperparameter hyperparameter] => _values[hyperparameter.Index];

    /// <summary>η</summary>
    public double LearningRate
    {
        get => this[Hyperparameter.LearningRate];
        init => _values[Hyperparameter.LearningRate.Index] = value;
    }

    /// <summary>μ</summary>
    public double Momentum
    {
        get => this[Hyperparameter.Momentum];
        init => _values[Hyperparameter.Momentum.Index] = value;
    }

    /// <summary>β₁</summary>
    public double Beta1
    {
        get => this[Hyperparameter.Beta1];
        init => _values[Hyperparameter.Beta1.Index] = value;
    }

    /// <summary>β₂</summary>
    public double Beta2
    {
        get => this[Hyperparameter.Beta2];
        init => _values[Hyperparameter.Beta2.Index] = value;
    }

    /// <summary>ε</summary>
    public double Epsilon
    {
        get => this[Hyperparameter.Epsilon];
        init => _values[Hyperparameter.Epsilon.Index] = value;
    }

    /// <summary>λ</summary>
    public double WeightDecay
    {
        get => this[Hyperparameter.WeightDecay];
        init => _values[Hyperparameter.WeightDecay.Index] = value;
    }

    /// <summary>Maximum norm of the gradient; 0 for no clipping.</summary>
    public double MaxNorm
    {
        get => this[Hyperparameter.MaxNorm];
        init => _values[Hyperparameter.MaxNorm.Index] = value;
    }

    /// <summary>Strength of L1 regularization.</summary>
    public double L1
    {
        get => this[Hyperparameter.L1];
        init => _values[Hyperparameter.L1.Index] = value;
    }

    /// <summary>The same settings with one value changed.</summary>
    public OptimizerSettings With(Hyperparameter hyperparameter, double value) => new(this, hyperparameter, value);

    /// <summary>Whether all values are equal; NaN equals itself.</summary>
    public bool Equals(OptimizerSettings other)
    {
        for (var i = 0; i < Hyperparameter.Capacity; i++)
        {
            if (!_values[i].Equals(other._values[i]))
                return false;
        }
        return true;
    }

    /// <inheritdoc/>
    public override bool Equals(object? other) => other is OptimizerSettings settings && Equals(settings);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var value in _values)
            hash.Add(value);
        return hash.ToHashCode();
    }

    /// <summary>Whether all values are equal.</summary>
    public static bool operator ==(OptimizerSettings a, OptimizerSettings b) => a.Equals(b);

    /// <summary>Whether a value differs.</summary>
    public static bool operator !=(OptimizerSettings a, OptimizerSettings b) => !a.Equals(b);

    /// <inheritdoc/>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var hyperparameter in Hyperparameter.All)
            text.Append(text.Length > 0 ? ", " : "").Append(CultureInfo.InvariantCulture, $"{hyperparameter.Symbol} {this[hyperparameter]:R}");
        return text.ToString();
    }

    [InlineArray(Hyperparameter.Capacity)]
    private struct Values
    {
        private double _first;
    }
}
