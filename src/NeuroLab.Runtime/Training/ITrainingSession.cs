using NeuroLab.Landscapes;
using NeuroLab.Networks;

namespace NeuroLab.Training;

/// <summary>
/// Training on one device, which owns θ, the gradient and the optimizer's state. Steps are enqueued and the frame never
/// waits for them; only the members marked as blocking do. One thread, the frame's, may call a session.
/// </summary>
public interface ITrainingSession : IDisposable
{
    /// <summary>The network's shape.</summary>
    NetworkShape Shape { get; }

    /// <summary>The sets in use.</summary>
    TrainingData Data { get; }

    /// <summary>
    /// How it trains. A new value holds from the next enqueued step on; a new optimizer starts with empty state.
    /// </summary>
    TrainingOptions Options { get; set; }

    /// <summary>
    /// The plane that each status is projected on, and whether it carries the loss on the evaluation set. Off by default.
    /// </summary>
    Observation Observation { get; set; }

    /// <summary>Steps enqueued and not yet done.</summary>
    int PendingSteps { get; }

    /// <summary>Every step's loss, filled in as steps are done.</summary>
    StepHistory History { get; }

    /// <summary>Lets the device do a share of what is enqueued within about the given time; a CPU session needs none.</summary>
    void Pump(TimeSpan budget);

    /// <summary>Enqueues steps, followed by one status; 0 steps only ask for the status. Never blocks.</summary>
    void Train(int steps);

    /// <summary>The newest status, if one came since the last call. Never blocks.</summary>
    bool TryGetStatus(out TrainingStatus latest);

    /// <summary>Blocks until all that was enqueued is done.</summary>
    /// <exception cref="Exception">What stopped the device, if anything did.</exception>
    void Finish();

    /// <summary>Copies θ. Blocks until the steps enqueued so far are done.</summary>
    void ReadParameters(Span<float> destination);

    /// <summary>Replaces θ after the steps enqueued so far; optimizer state and step count stay. Blocks.</summary>
    void WriteParameters(ReadOnlySpan<float> source);

    /// <summary>
    /// Loss and accuracy on one of the sets at the present θ, and, where <paramref name="gradient"/> is not empty, the
    /// full gradient, [parameters]. Blocks.
    /// </summary>
    Evaluation Evaluate(DataPart part, Span<float> gradient = default);

    /// <summary>
    /// H·v, the Hessian of the mean loss on one of the sets at the present θ times a direction, exactly (Pearlmutter
    /// 1994); θ and training do not change. Costs about two gradients over the set. Blocks.
    /// </summary>
    /// <param name="direction">v, [parameters].</param>
    /// <param name="part">The set.</param>
    /// <param name="product">Receives H·v, [parameters].</param>
    void HessianVectorProduct(ReadOnlySpan<float> direction, DataPart part, Span<float> product);

    /// <summary>
    /// Enqueues products with the Hessian, at the θ between two steps when their turn comes: behind the steps enqueued so
    /// far at the latest. θ and training do not change. Never blocks: the request tells when they are there;
    /// <see cref="Finish"/> waits for them, after all steps.
    /// </summary>
    void Multiply(HessianRequest request);

    /// <summary>
    /// What the network says about some inputs: the outputs of its last layer, which are logits where the loss is a
    /// cross-entropy. Blocks, at the present θ until the steps enqueued so far are done; at a θ of the caller's it waits
    /// for no step on a CPU, and on a GPU for what is in flight. Allocates nothing once it has run with as many rows.
    /// </summary>
    /// <param name="inputs">[rows, inputs]</param>
    /// <param name="outputs">Receives [rows, outputs].</param>
    /// <param name="parameters">θ, [parameters]; empty for the present one.</param>
    /// <exception cref="ArgumentException">A length fits neither the network nor the others.</exception>
    void Predict(ReadOnlySpan<float> inputs, Span<float> outputs, ReadOnlySpan<float> parameters = default);

    /// <summary>
    /// Replaces the evaluation set, on which statuses and surfaces are computed from now on; training does not notice.
    /// Surfaces in the making may end: sample them anew. Blocks until the steps enqueued so far are done.
    /// </summary>
    void UseEvaluation(SampleSet evaluation);

    /// <summary>A copy of all that matters. Blocks.</summary>
    SessionState Capture();

    /// <summary>
    /// The same into the memory of a state of this session that is needed no more, where the device supports it. Blocks.
    /// </summary>
    SessionState Capture(SessionState? spare) => Capture();

    /// <summary>Goes on from a captured state. Blocks.</summary>
    void Restore(SessionState state);

    /// <summary>
    /// Starts to sample the loss over a plane on the evaluation set, coarse to fine; the plane is independent of how
    /// training goes on. Dispose the request to stop it.
    /// </summary>
    SurfaceRequest Sample(Plane plane, SurfaceGrid grid);
}
