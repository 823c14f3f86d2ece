using System.Globalization;
using System.Numerics;
using NeuroLab.Numerics;

namespace NeuroLab.Scenes;

/// <summary>
/// A property of one object in the inspector. Created once by <see cref="Inspector"/>; reading and writing then cost a
/// delegate call, no reflection, and allocate only for texts.
/// </summary>
public sealed class InspectedProperty
{
    private readonly Accessors _accessors;

    internal InspectedProperty(object owner, string name, PropertyKind kind, Accessors accessors)
    {
        Owner = owner;
        Name = name;
        Kind = kind;
        _accessors = accessors;
    }

    /// <summary>The object it belongs to.</summary>
    public object Owner { get; }

    /// <summary>Its name in the code and in files, for example <c>LearningRate</c>.</summary>
    public string Name { get; }

    /// <summary>Its display name, for example <c>Learning rate</c>.</summary>
    public required string Label { get; init; }

    /// <summary>Its description; empty if there is none.</summary>
    public string Tooltip { get; init; } = "";

    /// <summary>The heading above it; null for none.</summary>
    public string? Header { get; init; }

    /// <summary>How it is shown.</summary>
    public PropertyKind Kind { get; }

    /// <summary>Whether it has a minimum and a maximum, and so a slider.</summary>
    public bool HasRange { get; init; }

    /// <summary>The minimum value accepted.</summary>
    public double Minimum { get; init; } = double.NegativeInfinity;

    /// <summary>The maximum value accepted.</summary>
    public double Maximum { get; init; } = double.PositiveInfinity;

    /// <summary>The part of the range that the slider covers; the whole range by default.</summary>
    public (double Low, double High) SliderRange { get => field is (0, 0) ? (Minimum, Maximum) : field; init; }

    /// <summary>What 0 stands for, shown in its place; empty if it is a number like any other.</summary>
    public string ZeroText { get; init; } = "";

    /// <summary>Whether the slider is logarithmic.</summary>
    public bool IsLogarithmic { get; init; }

    /// <summary>Whether only integers are accepted.</summary>
    public bool IsInteger { get; init; }

    /// <summary>Whether rewinding undoes its changes.</summary>
    public bool IsReplayed { get; init; }

    /// <summary>The labels of the entries of a choice; empty for other kinds.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>The entries of a choice, which <see cref="Choices"/> names.</summary>
    internal IReadOnlyList<object> Entries { get; init; } = [];

    /// <summary>The value when it was described, as <see cref="Text"/>: a double click restores it.</summary>
    public string Default { get; internal set; } = "";

    /// <summary>Whether it is currently relevant.</summary>
    public bool IsShown => _accessors.IsShown?.Invoke() ?? true;

    /// <summary>
    /// The value of a number, 0 or 1 for a toggle, the index in <see cref="Choices"/> for a choice. Setting clamps to
    /// the range and rounds integers.
    /// </summary>
    public double Value
    {
        get => _accessors.GetValue!();
        set => _accessors.SetValue!(Fit(value));
    }

    /// <summary>A toggle's state.</summary>
    public bool IsOn => Value != 0;

    /// <summary>A colour's red, green and blue, 0…1.</summary>
    public Vector3 Color
    {
        get => _accessors.GetColor!();
        set => _accessors.SetColor!(Vector3.Clamp(value, Vector3.Zero, Vector3.One));
    }

    /// <summary>The value as text that round-trips exactly.</summary>
    /// <exception cref="UserErrorException">The text is not a valid value of this property.</exception>
    public string Text
    {
        get => Kind switch
        {
            PropertyKind.Number => Value.ToString("R", CultureInfo.InvariantCulture),
            PropertyKind.Toggle => IsOn ? "on" : "off",
            PropertyKind.Choice => Value is >= 0 and var at && at < Choices.Count ? Choices[(int)at] : "",
            PropertyKind.Color => string.Create(CultureInfo.InvariantCulture, $"{Color.X:R} {Color.Y:R} {Color.Z:R}"),
            PropertyKind.Text => _accessors.GetText!(),
            _ => "",
        };
        set => Parse(value);
    }

    /// <summary>The value's position on the slider, 0…1.</summary>
    public double Share
    {
        get => IsLogarithmic
            ? Math.Log(Math.Max(Value, SliderRange.Low) / SliderRange.Low) / Math.Log(SliderRange.High / SliderRange.Low)
            : (Value - SliderRange.Low) / (SliderRange.High - SliderRange.Low);
        set => Value = ValueAt(value);
    }

    /// <summary>The value at a position on the slider, 0…1.</summary>
    public double ValueAt(double share) => Fit(IsLogarithmic
        ? SliderRange.Low * Math.Pow(SliderRange.High / SliderRange.Low, share)
        : SliderRange.Low + share * (SliderRange.High - SliderRange.Low));

    /// <summary>Calls a button's method.</summary>
    public void Press() => _accessors.Press!();

    private double Fit(double value)
    {
        if (IsInteger)
            value = Math.Round(value);
        return double.IsNaN(value) ? Value : Math.Clamp(value, Minimum, Maximum);
    }

    private void Parse(string text)
    {
        var trimmed = text.Trim();
        switch (Kind)
        {
            case PropertyKind.Number:
                Value = Number(trimmed);
                break;
            case PropertyKind.Toggle:
                Value = trimmed switch
                {
                    "on" or "true" or "1" => 1,
                    "off" or "false" or "0" => 0,
                    _ => throw new UserErrorException($"{Label}: '{trimmed}' is neither on nor off; give one of them"),
                };
                break;
            case PropertyKind.Choice:
                Value = IndexOfChoice(trimmed);
                break;
            case PropertyKind.Color:
                Color = trimmed.Split(' ') is [var red, var green, var blue]
                    ? new Vector3((float)Number(red), (float)Number(green), (float)Number(blue))
                    : throw new UserErrorException($"{Label}: '{trimmed}' is not a valid colour; give red, green and blue from 0 to 1");
                break;
            case PropertyKind.Text:
                _accessors.SetText!(text);
                break;
        }
    }

    private double Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? number
            : throw new UserErrorException(HasRange
                ? string.Create(CultureInfo.InvariantCulture, $"{Label}: '{text}' is not a number; give one from {Minimum} to {Maximum}")
                : $"{Label}: '{text}' is not a number; give one such as 0.01");

    private int IndexOfChoice(string name)
    {
        for (var i = 0; i < Choices.Count; i++)
        {
            if (string.Equals(Choices[i], name, StringComparison.OrdinalIgnoreCase))
                return i;
        }
        throw new UserErrorException($"{Label}: there is no '{name}'; choose from {string.Join(", ", Choices)}");
    }

    internal sealed record Accessors
    {
        public Func<double>? GetValue { get; init; }
        public Action<double>? SetValue { get; init; }
        public Func<Vector3>? GetColor { get; init; }
        public Action<Vector3>? SetColor { get; init; }
        public Func<string>? GetText { get; init; }
        public Action<string>? SetText { get; init; }
        public Func<bool>? IsShown { get; init; }
        public Action? Press { get; init; }
    }
}
