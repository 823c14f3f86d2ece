namespace NeuroLab.Training;

/// <summary>
/// A device failed under a session: its context was lost, it ran out of memory, a kernel does not compile. The session
/// is unusable; another one can continue from <see cref="LastKnownState"/>.
/// </summary>
public sealed class BackendFailureException : Exception
{
    /// <param name="message">One line for the user.</param>
    /// <param name="lastKnownState">The latest state in host memory; null if there is none.</param>
    /// <param name="inner">The device's exception.</param>
    public BackendFailureException(string message, SessionState? lastKnownState = null, Exception? inner = null)
        : base(message, inner) => LastKnownState = lastKnownState;

    /// <summary>The latest state in host memory; null if there is none.</summary>
    public SessionState? LastKnownState { get; }
}
