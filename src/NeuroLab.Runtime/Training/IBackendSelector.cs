namespace NeuroLab.Training;

/// <summary>Selects the device that sessions train on, while they train. Frame thread.</summary>
internal interface IBackendSelector
{
    /// <summary>
    /// The selected device. Setting it moves all sessions, after the steps enqueued so far. Blocks until those are
    /// done.
    /// </summary>
    /// <exception cref="Numerics.UserErrorException">That device cannot train here; training continues on the old
    /// one.</exception>
    BackendKind Choice { get; set; }

    /// <summary>
    /// Moves one session only: for replaying past steps session by session, until <see cref="Choice"/> is set. Blocks.
    /// </summary>
    /// <exception cref="Numerics.UserErrorException">That device cannot train here; the session continues on the old
    /// one.</exception>
    void Move(ITrainingSession session, BackendKind kind);
}
