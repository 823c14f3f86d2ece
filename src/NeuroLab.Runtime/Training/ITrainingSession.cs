using NeuroLab.Landscapes;
using NeuroLab.Networks;

namespace NeuroLab.Training;

/// <summary>
/// Training on one device, which owns θ, the gradient and the optimizer's state. Steps are enqueued and run
/// asynchronously; only the members marked as blocking wait for them. Call a session on the frame thread only.
/// </summary>
public interface ITrainingSession : IDisposable
{
    /// <summary>The network's shape.</summary>
    NetworkShape Shape { get; }

    /// <summary>The current data sets.</summary>
    TrainingData Data { get; }

    /// <summary>
    /// The current options. A change applies from the next enqueued step on; a new optimizer starts with empty state.
    /// </summary>
    TrainingOptions Options { get; set; }

    /// <summary>
    /// The plane that each status is projected on, and whether it carries the loss on the evaluation set. Off by default.
    /// </summary>
    Observation Observation { get; set; }

    /// <summary>Number of steps enqueued and not yet done.</summary>
    int PendingSteps { get; }

    /// <summary>The loss of every step done so far.</summary>
    StepHistory History { get; }

    /// <summary>
    /// Lets the device work on enqueued steps for about the given time; not needed for a CPU session.
    /// </summary>
    void Pump(TimeSpan budget);

    /// <summary>Enqueues steps, followed by one status; 0 steps request the status only. Never blocks.</summary>
    void Train(int steps);

    /// <summary>The latest status, if one has arrived since the last call. Never blocks.</summary>
    bool TryGetStatus(out TrainingStatus latest);

    /// <summary>Blocks until everything enqueued is done.</summary>
    /// <exception cref="Exception">The device failed.</exception>
    void Finish();

    /// <summary>Copies θ. Blocks until the steps enqueued so far are done.</summary>
    void ReadParameters(Span<float> destination);

    /// <summary>Replaces θ after the steps enqueued so far; optimizer state and step count are kept. Blocks.</summary>
    void WriteParameters(ReadOnlySpan<float> source);

    /// <summary>
    /// Loss and accuracy on one of the sets at the current θ, and, if <paramref name="gradient"/> is not empty, the
    /// full gradient, [parameters]. Blocks.
    /// </summary>
    Evaluation Evaluate(DataPart part, Span<float> gradient = default);

    /// <summary>
    /// H·v, the exact product of the Hessian of the mean loss on one of the sets at the current θ with a direction
    /// (Pearlmutter 1994); does not affect training. Costs about two gradients over the set. Blocks.
    /// </summary>
    /// <param name="direction">v, [parameters].</param>
    /// <param name="part">The set.</param>
    /// <param name="product">Receives H·v, [parameters].</param>
    void HessianVectorProduct(ReadOnlySpan<float> direction, DataPart part, Span<float> product);

    /// <summary>
    /// Enqueues Hessian products, at the θ between two steps when their turn comes: at the latest after the steps
    /// enqueued so far. Does not affect training. Never blocks: poll the request; <see cref="Finish"/> waits for it,
    /// after all steps.
    /// </summary>
    void Multiply(HessianRequest request);

    /// <summary>
    /// The network's outputs for some inputs, which are logits if the loss is a cross-entropy. Blocks: at the current
    /// θ, until the steps enqueued so far are done; at the caller's θ, not for steps on a CPU, and on a GPU until the
    /// work in flight is done. Allocates only if there are more rows than in any earlier call.
    /// </summary>
    /// <param name="inputs">[rows, inputs]</param>
    /// <param name="outputs">Receives [rows, outputs].</param>
    /// <param name="parameters">θ, [parameters]; empty for the current one.</param>
    /// <exception cref="ArgumentException">A length does not match.</exception>
    void Predict(ReadOnlySpan<float> inputs, Span<float> outputs, ReadOnlySpan<float> parameters = default);

    /// <summary>
    /// Replaces the evaluation set for all further statuses and surfaces; does not affect training. Surfaces in
    /// progress may be stopped: sample them again. Blocks until the steps enqueued so far are done.
    /// </summary>
    void UseEvaluation(SampleSet evaluation);

    /// <summary>Captures the complete training state. Blocks.</summary>
    SessionState Capture();

    /// <summary>
    /// The same, reusing the memory of a state of this session that is no longer needed, if the device supports that.
    /// Blocks.
    /// </summary>
    SessionState Capture(SessionState? spare) => Capture();

    /// <summary>Continues from a captured state. Blocks.</summary>
    void Restore(SessionState state);

    /// <summary>
    /// Starts to sample the loss over a plane on the evaluation set, coarse to fine, independent of further training.
    /// Dispose the request to stop it.
    /// </summary>
    SurfaceRequest Sample(Plane plane, SurfaceGrid grid);
}
