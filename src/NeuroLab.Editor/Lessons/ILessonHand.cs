using NeuroLab.Training;

namespace NeuroLab.Lessons;

/// <summary>
/// The changes that a lesson makes to the running network. A host implements it to record them, for example for undo.
/// Every member blocks.
/// </summary>
internal interface ILessonHand
{
    /// <summary>The session that trains now; it may change when training continues with other data.</summary>
    ITrainingSession Session { get; }

    /// <summary>Sets one weight, an index into θ.</summary>
    void SetWeight(int index, double value);

    /// <summary>Moves θ to θ − step·∂loss/∂θ of the evaluation set.</summary>
    void Descend(double step);

    /// <summary>Takes training steps.</summary>
    void Train(int steps);
}
