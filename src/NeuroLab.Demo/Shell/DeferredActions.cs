namespace NeuroLab.Demo.Shell;

/// <summary>
/// What widgets ask for while panels are drawn. It is done once all of them are drawn, so that the panels of one frame show
/// one moment; at any other time it is done at once.
/// </summary>
internal sealed class DeferredActions
{
    private readonly List<Action> _waiting = [];

    /// <summary>Whether panels are being drawn.</summary>
    public bool IsDrawing { get; private set; }

    /// <summary>Panels are drawn from now on.</summary>
    public void Begin() => IsDrawing = true;

    /// <summary>Does something, or keeps it for the end of the frame.</summary>
    public void Do(Action action)
    {
        if (IsDrawing)
            _waiting.Add(action);
        else
            action();
    }

    /// <summary>The panels are drawn: does what was kept, in its order.</summary>
    /// <param name="contain">Whether the rest may be done after a defect in one; see <see cref="Notices.Contain"/>.</param>
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
