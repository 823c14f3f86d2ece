namespace NeuroLab.Training;

/// <summary>
/// A device failed under a session: its context was lost, it ran out of memory, a kernel does not compile. The session
/// is dead; another one can go on from <see cref="LastKnownState"/>.
/// </summary>
public sealed class BackendFailureException : Exception
{
    /// <param name="message">One line for the person at the screen.</param>
    /// <param name="lastKnownState">The newest state that is safe in host memory; null where there is none.</param>
    /// <param name="inner">What the device said.</param>
    public BackendFailureException(string message, SessionState? lastKnownState = null, Exception? inner = null)
        : base(message, inner) => LastKnownState = lastKnownState;

    /// <summary>The newest state that is safe in host memory; null where there is none.</summary>
    public SessionState? LastKnownState { get; }
}
