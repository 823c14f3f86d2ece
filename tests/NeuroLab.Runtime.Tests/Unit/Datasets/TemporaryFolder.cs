using System.Text;
using NeuroLab.Numerics;

namespace NeuroLab.Runtime.Tests.Unit.Datasets;

/// <summary>A folder for the files of one test.</summary>
public sealed class TemporaryFolder : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("neurolab-").FullName;

    public string this[string file] => Path.Join(_path, file);

    public string Write(string file, string text) => Write(file, Encoding.UTF8.GetBytes(text));

    public string Write(string file, byte[] bytes)
    {
        File.WriteAllBytes(this[file], bytes);
        return this[file];
    }

    /// <summary>The one line a user would see.</summary>
    public static string Error(Func<object> read) => Assert.Throws<UserErrorException>(read).Message;

    public void Dispose() => Directory.Delete(_path, recursive: true);
}
