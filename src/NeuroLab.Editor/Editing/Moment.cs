using NeuroLab.Datasets;
using NeuroLab.Training;

namespace NeuroLab.Editing;

/// <summary>A kept moment of one runner, from which training can be gone on with exactly.</summary>
/// <param name="Runner">The runner's name.</param>
/// <param name="Position">When.</param>
/// <param name="Options">How it trained then.</param>
/// <param name="Backend">Where it trained.</param>
/// <param name="State">All of its state.</param>
/// <param name="Data">What it learnt then.</param>
/// <param name="Loss">Loss on the evaluation set; NaN where it was not observed.</param>
public sealed record Moment(
    string Runner, TimelinePosition Position, TrainingOptions Options, BackendKind Backend, SessionState State, Dataset Data,
    double Loss);
