using NeuroLab.Components;
using NeuroLab.Curvature;
using NeuroLab.Demo.Ui.Charts;
using SkiaSharp;

namespace NeuroLab.Demo.Shell;

/// <summary>
/// The curves of a runner's largest eigenvalues and of its optimizer's edge; empty until tracking starts.
/// </summary>
internal sealed class SharpnessHistory(Trainer trainer)
{
    private static readonly string[] Names = [.. Enumerable.Range(1, LiveSpectrum.MaxCount).Select(i => "λ" + (char)('₀' + i % 10))];

    private readonly List<ChartSeries> _values = [];
    private SharpnessTracker? _tracker;
    private int _seen = -1, _named;
    private (string Runner, bool IsPreconditioned, bool IsFullBatch) _name;

    /// <summary>λ₁, λ₂ …, as many as were ever tracked.</summary>
    public IReadOnlyList<ChartSeries> Values => _values;

    /// <summary>The edge with the settings at each step.</summary>
    public ChartSeries Edge { get; } = new("edge", SKColors.Empty);

    /// <summary>Adds new values; returns whether there were any.</summary>
    public bool Update()
    {
        _tracker ??= trainer.GameObject.Get<SharpnessTracker>();
        if (_tracker is not { IsActiveAndEnabled: true, Spectrum: var spectrum } || _seen == spectrum.Version)
            return false;
        _seen = spectrum.Version;
        var isNew = false;
        for (var k = 0; k < spectrum.Values.Length; k++)
        {
            while (_values.Count <= k)
                _values.Add(new ChartSeries(Names[_values.Count], SKColors.Empty));
            // Inexact values are skipped; a jump back keeps later values, and a better value replaces the last one.
            if (!spectrum.IsExact(k) || spectrum.Step < _values[k].LastX)
                continue;
            _values[k].Add(spectrum.Step, (float)spectrum.Values[k]);
            isNew = true;
        }
        if (isNew && !(spectrum.Step < Edge.LastX))
            Edge.Add(spectrum.Step, (float)spectrum.Edge);
        return isNew;
    }

    /// <summary>Names the curves; allocates only when something changed.</summary>
    /// <param name="runner">The runner in a race; empty if it is alone.</param>
    /// <param name="isPreconditioned">Whether the values are those of P^-½·H·P^-½.</param>
    /// <param name="isFullBatch">Whether the edge applies as it is.</param>
    public void Rename(string runner, bool isPreconditioned, bool isFullBatch)
    {
        var name = (runner, isPreconditioned, isFullBatch);
        if (name == _name && _named == _values.Count)
            return;
        (_name, _named) = (name, _values.Count);
        var before = runner.Length > 0 ? runner + " " : "";
        for (var k = 0; k < _values.Count; k++)
            _values[k].Name = before + Names[k] + (isPreconditioned ? " (preconditioned)" : "");
        Edge.Name = before + (isFullBatch ? "edge" : "edge (full batch)");
    }

    /// <summary>Drops the values from a step on: another branch continues from there.</summary>
    public void Rewind(long step)
    {
        foreach (var series in _values)
            series.Rewind(step);
        Edge.Rewind(step);
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        foreach (var series in _values)
            series.Clear();
        Edge.Clear();
    }
}
