using System.Diagnostics;
using NeuroLab.Datasets;
using NeuroLab.Files;
using NeuroLab.Numerics;
using NeuroLab.Runtime.Tests.Unit.Recording.Support;

namespace NeuroLab.Runtime.Tests.Unit.Files;

public sealed class OutputFileTests : IDisposable
{
    private const string Ours = "older, " + OwnMark.Text;

    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_appears_when_it_is_whole_and_an_aborted_one_leaves_nothing()
    {
        var path = Write("a.csv", Ours);
        using (OutputFile file = new(path))
        {
            file.WriteLine("new");
            Assert.Equal(Ours, File.ReadAllText(path));
        }
        Assert.Equal((Ours, 1), (File.ReadAllText(path), _folder.Files.Length));

        Replace(path, "new");
        Assert.Equal(("new", 1), (File.ReadAllText(path), _folder.Files.Length));
    }

    [Fact]
    public void What_this_program_did_not_write_is_replaced_only_where_that_was_asked_for()
    {
        var path = Write("thesis.csv", "a year of work");
        var refusal = Assert.Throws<UserErrorException>(() => Replace(path, "new")).Message;
        Assert.Equal($"{path}: is there and was not made by this program; choose another name, or move that file away", refusal);
        using (CommandFiles.Begin(replaces: false, default))
            Assert.Contains("--force", Assert.Throws<UserErrorException>(() => Replace(path, "new")).Message);
        Assert.Equal("a year of work", File.ReadAllText(path));
        Assert.Equal(["thesis.csv"], _folder.Files);

        using (CommandFiles.Begin(replaces: true, default))
            Replace(path, "new");
        Assert.Equal("new", File.ReadAllText(path));
    }

    [Fact]
    public void An_empty_file_holds_nothing_that_could_be_lost()
    {
        var path = Write("made-by-mktemp", "");
        Replace(path, "new");
        Assert.Equal("new", File.ReadAllText(path));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_command_never_writes_what_it_reads(bool readsFirst)
    {
        var (input, other) = (Write("in.csv", Ours), _folder.File("other"));
        Link(input, other);
        using var files = CommandFiles.Begin(replaces: true, default);
        if (readsFirst)
            UserFile.ReadAllBytes(input);
        else
            CommandFiles.Claim(other);
        var error = Assert.Throws<UserErrorException>(() =>
        {
            if (readsFirst)
                Replace(other, "new");
            else
                UserFile.ReadAllBytes(input);
        });
        Assert.Contains("cannot be written, since this command reads it", error.Message);
        Assert.Equal(Ours, File.ReadAllText(input));
    }

    [Fact]
    public void A_link_stays_and_what_it_leads_to_is_replaced()
    {
        var (target, link) = (Write("target", Ours), _folder.File("link"));
        File.CreateSymbolicLink(link, "target");
        Replace(link, "new");
        Assert.Equal(("new", "target"), (File.ReadAllText(target), new FileInfo(link).LinkTarget));

        File.Delete(target);
        Replace(link, "newer");
        Assert.Equal("newer", File.ReadAllText(target));
    }

    [Fact]
    public void Permissions_stay()
    {
        if (OperatingSystem.IsWindows())
            return;
        var path = Write("a", Ours);
        const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead;
        File.SetUnixFileMode(path, Mode);
        Replace(path, Ours);
        Assert.Equal(Mode, File.GetUnixFileMode(path));

        File.SetUnixFileMode(path, UnixFileMode.UserRead);
        Assert.Contains("write-protected", Assert.Throws<UserErrorException>(() => Replace(path, "new")).Message);
    }

    [Fact]
    public void A_name_that_is_being_written_is_taken()
    {
        var path = _folder.File("take.csv");
        using OutputFile file = new(path);
        Assert.True(FreeName.IsTaken(path));
        Assert.Contains("is being written already", Assert.Throws<UserErrorException>(() => new OutputFile(path)).Message);
        file.WriteLine("first");
        file.Commit();
        Assert.Equal("first\n", File.ReadAllText(path));
    }

    [Fact]
    public void What_a_killed_run_left_is_taken_over_and_a_file_of_the_persons_is_not()
    {
        var path = _folder.File("a.csv");
        Write("a.partial.csv", "cut short, " + OwnMark.Text);
        Replace(path, "new");
        Assert.Equal(["a.csv"], _folder.Files);

        Write("b.partial.csv", "a person's");
        Replace(_folder.File("b.csv"), "new");
        Assert.Equal("a person's", File.ReadAllText(_folder.File("b.partial.csv")));
        Assert.Equal("new", File.ReadAllText(_folder.File("b.csv")));
        Assert.Equal(3, _folder.Files.Length);
    }

    [Fact]
    public void What_the_encoder_of_a_killed_run_still_writes_is_not_in_the_new_file()
    {
        if (OperatingSystem.IsWindows())
            return;
        var leftover = Write("a.partial.csv", "cut short, " + OwnMark.Text);
        using var encoder = Process.Start(new ProcessStartInfo("sh", ["-c", "exec 3>>\"$0\"; echo open; read word; echo what is still to be written >&3", leftover])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        Assert.Equal("open", encoder.StandardOutput.ReadLine());
        using (OutputFile file = new(_folder.File("a.csv")))
        {
            encoder.StandardInput.Close();
            encoder.WaitForExit();
            file.WriteLine("new");
            file.Commit();
        }
        Assert.Equal("new\n", File.ReadAllText(_folder.File("a.csv")));
        Assert.Equal(["a.csv"], _folder.Files);
    }

    [Fact]
    public void A_claim_holds_the_name_until_the_command_ends()
    {
        var path = _folder.File("w");
        using (CommandFiles.Begin(replaces: false, default))
        {
            CommandFiles.Claim(path);
            Assert.Throws<UserErrorException>(() => new OutputFile(path));
            Replace(path, Ours);
            CommandFiles.Claim(_folder.File("never-written"));
        }
        Assert.Equal(["w"], _folder.Files);
    }

    [Fact]
    public void A_side_file_gives_way_to_what_is_there()
    {
        Write("ours.csv", Ours);
        Write("theirs.csv", "1,2");
        Assert.True(OutputFile.IsFree(_folder.File("ours.csv"), OwnMark.Text));
        Assert.True(OutputFile.IsFree(_folder.File("none.csv"), OwnMark.Text));
        Assert.False(OutputFile.IsFree(_folder.File("theirs.csv"), OwnMark.Text));
    }

    private static void Replace(string path, string text) => OutputFile.Replace(path, stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(text)));

    private static void Link(string existing, string path) => System.Diagnostics.Process.Start("ln", [existing, path]).WaitForExit();

    private string Write(string name, string text)
    {
        File.WriteAllText(_folder.File(name), text);
        return _folder.File(name);
    }
}
