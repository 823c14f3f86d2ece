using NeuroLab.Training;

namespace NeuroLab.Lessons;

/// <summary>
/// What a lesson does to the running network. A host implements it to record the changes, for example for undo. Every
/// member blocks until it is done.
/// </summary>
internal interface ILessonHand
{
    /// <summary>What trains the network now; another one than before, where going on has brought other data.</summary>
    ITrainingSession Session { get; }

    /// <summary>Gives one weight, an index into θ, another value.</summary>
    void SetWeight(int index, double value);

    /// <summary>Moves θ to θ − step·∂loss/∂θ of the evaluation set.</summary>
    void Descend(double step);

    /// <summary>Takes training steps.</summary>
    void Train(int steps);
}
