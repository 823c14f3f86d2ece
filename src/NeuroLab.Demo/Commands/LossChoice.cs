using NeuroLab.Losses;

namespace NeuroLab.Demo.Commands;

/// <summary>The requested loss.</summary>
/// <param name="Named">Null for auto: chosen by the targets.</param>
internal readonly record struct LossChoice(Loss? Named);
