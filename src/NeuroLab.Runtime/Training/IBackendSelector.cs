namespace NeuroLab.Training;

/// <summary>Chooses the device that sessions train on, while they train. The frame's thread.</summary>
internal interface IBackendSelector
{
    /// <summary>What was chosen. Setting it takes every session along, at the steps enqueued so far. Blocks until those are done.</summary>
    /// <exception cref="Numerics.UserErrorException">That device cannot train here; all goes on where it was.</exception>
    BackendKind Choice { get; set; }

    /// <summary>
    /// Takes one session along and leaves the others where they are, as <see cref="Choice"/> will find them: for a past
    /// that is trained again, session by session. Blocks.
    /// </summary>
    /// <exception cref="Numerics.UserErrorException">That device cannot train here; it goes on where it was.</exception>
    void Move(ITrainingSession session, BackendKind kind);
}
