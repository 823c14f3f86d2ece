using System.Text.Json.Serialization;

namespace NeuroLab.Editing;

/// <summary>What was known of a runner's curvature when a checksum was taken.</summary>
/// <param name="Runner">The runner's name.</param>
/// <param name="Step">Steps taken when it was measured: the checksum's step or one a little before.</param>
/// <param name="Values">The largest eigenvalues λ on the evaluation set, the largest first; those known to two digits.</param>
/// <param name="Edge">The eigenvalue beyond which the optimizer's full-batch steps grow; null where there is none.</param>
[JsonNumberHandling(JsonNumberHandling.AllowNamedFloatingPointLiterals)]
internal sealed record RunLogCurvature(string Runner, long Step, double[] Values, double? Edge);
