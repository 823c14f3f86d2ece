namespace NeuroLab.Runtime.Tests.Unit.Recording.Support;

/// <summary>A test that mounts a small disk: shown as skipped where mounting is not permitted.</summary>
public sealed class SmallDiskFactAttribute : FactAttribute
{
    private static readonly bool Possible = SmallDisk.IsPossible();

    public SmallDiskFactAttribute(bool needsFfmpeg = false)
    {
        if (!Possible)
            Skip = "mounting a small tmpfs needs root on Linux";
        else if (needsFfmpeg)
            Skip = new FfmpegFactAttribute().Skip;
    }
}
