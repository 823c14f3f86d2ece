using System.Text.Json;
using NeuroLab.Editing.Edits;
using NeuroLab.Numerics;

namespace NeuroLab.Editing;

/// <summary>
/// Writes the log of a run in progress: one JSON object per line, each flushed immediately, so that a crash loses at
/// most the last line. A full disk ends the log, not the run.
/// </summary>
internal sealed class RunLogWriter : IDisposable
{
    /// <summary>
    /// The format: 3 has a record for each kind of edit, 4 the curvature of the runners. It rises with every member that a
    /// program before could not read.
    /// </summary>
    public const int CurrentVersion = 6;

    private readonly SceneEditor _editor;
    private readonly FileStream _file;
    private readonly int _interval;
    private readonly string _backend;
    private float[] _buffer = [];
    private long _nextCheck, _lastStep = -1, _lastLine = -1;
    private bool _isEnded;

    public RunLogWriter(string path, SceneEditor editor, int checkInterval)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(checkInterval);
        if (editor.Log.Edits.Count > 0 || editor.Scene.Trainer.EnqueuedSteps > 0)
            throw new InvalidOperationException("A run log begins before the first step and the first change.");
        _editor = editor;
        _interval = checkInterval;
        _backend = editor.Scene.Trainer.BackendName;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            // Without a buffer, which closing would write to the full disk once more.
            _file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new UserErrorException($"{path}: cannot be written ({e.Message.TrimEnd('.')}); choose another place", e);
        }
        Write(new RunLogLine
        {
            Run = new RunLogHeader(
                CurrentVersion, typeof(RunLogWriter).Assembly.GetName().Version!.ToString(3), _backend, editor.CurrentFile,
                editor.Scene.Trainer.Device),
        });
        Check();
        editor.Log.Appended += OnAppended;
    }

    // Only if steps were taken since the last edit: between two edits of one step the order would matter.
    public bool IsCheckDue =>
        !_isEnded && _editor.Scene.Trainer.EnqueuedSteps is var step && step != _lastStep && step >= _nextCheck;

    // Waits until the steps enqueued so far are done.
    public void Check()
    {
        if (!IsCheckDue)
            return;
        var step = _lastStep = _editor.Scene.Trainer.EnqueuedSteps;
        _nextCheck = step + _interval;
        Write(new RunLogLine { Check = Now(step) });
    }

    public void Dispose()
    {
        if (_isEnded)
            return;
        _editor.Log.Appended -= OnAppended;
        Write(new RunLogLine { End = Now(_editor.Scene.Trainer.EnqueuedSteps) });
        _isEnded = true;
        _file.Dispose();
    }

    private RunLogCheck Now(long step) => ParameterHash.Of(_editor.Scene.Race, step, ref _buffer) with
    {
        Backend = _editor.Scene.Trainer.BackendName is var name && name == _backend ? null : name,
        Curvature = Curvature(step),
    };

    // Measured since the last line: a replay measures it again before the checksum.
    private RunLogCurvature[]? Curvature(long step)
    {
        List<RunLogCurvature>? known = null;
        foreach (var runner in _editor.Scene.Race.Runners)
        {
            if (runner.Sharpness is not { IsActiveAndEnabled: true, Spectrum: var spectrum }
                || spectrum.Step <= _lastLine || spectrum.Step > step || !spectrum.IsExact(0))
                continue;
            var exact = 1;
            while (exact < spectrum.Values.Length && spectrum.IsExact(exact))
                exact++;
            (known ??= []).Add(new RunLogCurvature(
                runner.GameObject.Name, spectrum.Step, spectrum.Values[..exact], double.IsFinite(spectrum.Edge) ? spectrum.Edge : null));
        }
        return known?.OrderBy(each => each.Step).ToArray();
    }

    private void OnAppended(Edit edit)
    {
        Write(new RunLogLine { Edit = edit });
        // A jump of the weights gets its own checksum, and the next interval starts there.
        _lastStep = _editor.Scene.Trainer.EnqueuedSteps;
        _nextCheck = Math.Min(_nextCheck, _lastStep + _interval);
        if (edit.ChangesWeights)
            Write(new RunLogLine { Check = Now(_lastStep) });
    }

    private void Write(RunLogLine line)
    {
        if (_isEnded)
            return;
        try
        {
            _file.Write([.. JsonSerializer.SerializeToUtf8Bytes(line, EditingJson.Line.RunLogLine), (byte)'\n']);
            _lastLine = _editor.Scene.Trainer.EnqueuedSteps;
        }
        catch (IOException)
        {
            _isEnded = true;
            _editor.Log.Appended -= OnAppended;
            _file.Dispose();
        }
    }
}
