using NeuroLab.Losses;

namespace NeuroLab.Demo.Commands;

/// <summary>The loss asked for.</summary>
/// <param name="Named">Null stands for auto: by the targets.</param>
internal readonly record struct LossChoice(Loss? Named);
