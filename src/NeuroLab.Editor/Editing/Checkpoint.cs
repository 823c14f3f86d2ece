using NeuroLab.Datasets;
using NeuroLab.Training;

namespace NeuroLab.Editing;

/// <summary>A checkpoint of one runner, from which training resumes bit by bit.</summary>
/// <param name="Runner">The runner's name.</param>
/// <param name="Position">Branch, step and number of edits.</param>
/// <param name="Options">Its training options.</param>
/// <param name="Backend">The device it trained on.</param>
/// <param name="State">Parameters, optimizer state and batch position.</param>
/// <param name="Data">Its training set; null for that of the run's start.</param>
/// <param name="Loss">Loss on the evaluation set; NaN if it was not observed.</param>
/// <param name="StartLoss">The loss at the start of its run.</param>
internal sealed record Checkpoint(
    string Runner, TimelinePosition Position, TrainingOptions Options, BackendKind Backend, SessionState State, Dataset? Data,
    double Loss, double StartLoss);
