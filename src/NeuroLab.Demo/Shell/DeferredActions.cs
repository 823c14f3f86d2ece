namespace NeuroLab.Demo.Shell;

/// <summary>
/// Actions requested by widgets while panels are drawn. They run after all panels are drawn, so that one frame shows
/// one consistent state; at any other time they run immediately.
/// </summary>
internal sealed class DeferredActions
{
    private readonly List<Action> _waiting = [];

    /// <summary>Whether panels are being drawn.</summary>
    public bool IsDrawing { get; private set; }

    /// <summary>Panels are being drawn from now on.</summary>
    public void Begin() => IsDrawing = true;

    /// <summary>Runs an action, now or at the end of the frame.</summary>
    public void Do(Action action)
    {
        if (IsDrawing)
            _waiting.Add(action);
        else
            action();
    }

    /// <summary>Panels are no longer being drawn: runs the deferred actions, in order.</summary>
    /// <param name="contain">Whether to continue with the others after an exception in one; see
    /// <see cref="Notices.Contain"/>.</param>
    public void End(Func<Exception, bool> contain)
    {
        IsDrawing = false;
        try
        {
            for (var i = 0; i < _waiting.Count; i++)
                Run(_waiting[i], contain);
        }
        finally
        {
            _waiting.Clear();
        }
    }

    private static void Run(Action action, Func<Exception, bool> contain)
    {
        try
        {
            action();
        }
        catch (Exception error) when (contain(error))
        {
        }
    }
}
