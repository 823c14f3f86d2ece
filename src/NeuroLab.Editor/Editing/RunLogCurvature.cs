using System.Text.Json.Serialization;

namespace NeuroLab.Editing;

/// <summary>A runner's curvature at the time of a checksum.</summary>
/// <param name="Runner">The runner's name.</param>
/// <param name="Step">The step at which it was measured: the checksum's or a slightly earlier one.</param>
/// <param name="Values">The largest eigenvalues λ on the evaluation set, largest first, as far as known to two digits.</param>
/// <param name="Edge">The eigenvalue above which the optimizer's full-batch steps grow; null if there is none.</param>
[JsonNumberHandling(JsonNumberHandling.AllowNamedFloatingPointLiterals)]
internal sealed record RunLogCurvature(string Runner, long Step, double[] Values, double? Edge);
