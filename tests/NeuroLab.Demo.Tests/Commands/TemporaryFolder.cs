using NeuroLab.Datasets;

namespace NeuroLab.Demo.Tests.Commands;

/// <summary>A folder for one test's files.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("neurolab-commands-").FullName;

    public string Path => _path;

    /// <summary>The names of the files in it, in order.</summary>
    public string[] Files => [.. Directory.GetFileSystemEntries(_path).Select(file => System.IO.Path.GetFileName(file)!).Order()];

    /// <summary>A path in it.</summary>
    public string this[string name] => System.IO.Path.Combine(_path, name);

    public string Write(string name, string text)
    {
        File.WriteAllText(this[name], text);
        return this[name];
    }

    public string Write(string name, params byte[] bytes)
    {
        File.WriteAllBytes(this[name], bytes);
        return this[name];
    }

    /// <summary>A network whose parameters are 0.1 throughout.</summary>
    public string WriteWeights(string name, params int[] sizes)
    {
        var count = 0;
        for (var i = 0; i + 1 < sizes.Length; i++)
            count += (sizes[i] + 1) * sizes[i + 1];
        var parameters = new float[count];
        Array.Fill(parameters, 0.1f);
        WeightsFile.Save(this[name], sizes, parameters);
        return this[name];
    }

    /// <summary>Two inputs a sample and the given targets.</summary>
    public string WriteSamples(string name, Array targets)
    {
        var inputs = new float[2 * targets.Length];
        for (var i = 0; i < inputs.Length; i++)
            inputs[i] = i / (float)inputs.Length;
        NpzFile.Write(
            this[name], ("x", new NpyArray(inputs, targets.Length, 2)), ("y", new NpyArray(targets, targets.Length)));
        return this[name];
    }

    /// <summary>Leaves only the first bytes of a file.</summary>
    public string Truncate(string name, int length)
    {
        using var file = File.OpenWrite(this[name]);
        file.SetLength(length);
        return this[name];
    }

    public void Dispose() => Directory.Delete(_path, recursive: true);
}
