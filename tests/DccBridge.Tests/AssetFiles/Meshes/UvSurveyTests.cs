using DccBridge.AssetFiles;
using DccBridge.AssetFiles.Meshes;
using FsCheck;
using FsCheck.Fluent;

namespace DccBridge.Tests.AssetFiles.Meshes;

public sealed class UvSurveyTests
{
    private const int Side = 64;

    [Test]
    public void Without_steps_overlaps_are_not_measured_and_all_else_is()
    {
        var survey = new UvSurvey(0);
        survey.Add(new UvPoint(0, 0), new UvPoint(2, 0), new UvPoint(0, 2), hasArea: true);
        Assert.That(survey.Facts(), Is.EqualTo(new DccBridge.Protocol.Contracts.Assets.UvFacts { OverlapPercent = null, TrianglesOutside = 1 }));
    }

    [Test]
    public void Two_triangles_that_share_an_edge_do_not_overlap()
    {
        var survey = new UvSurvey(AssetFileLimits.Default.MaxUvGridSteps);
        survey.Add(new(0, 0), new(1, 0), new(1, 1), hasArea: true);
        survey.Add(new(0, 0), new(1, 1), new(0, 1), hasArea: true);

        var facts = survey.Facts();
        Assert.That(facts.OverlapPercent, Is.Zero);
        Assert.That((facts.TrianglesOutside, facts.DegenerateTriangles, facts.HasInvalidCoordinates), Is.EqualTo((0, 0, false)));
    }

    [Test]
    public void Two_triangles_that_share_an_edge_cover_the_whole_square()
    {
        var grid = new UvGrid(1024, 1 << 20);
        grid.Draw(new(0, 0), new(1, 0), new(1, 1), twice: false);
        grid.Draw(new(0, 0), new(1, 1), new(0, 1), twice: false);

        Assert.That(grid.Count(), Is.EqualTo((1024 * 1024, 0)));
    }

    [Test]
    public void Half_of_one_square_over_another_is_the_share_of_the_covered_part()
    {
        var survey = new UvSurvey(AssetFileLimits.Default.MaxUvGridSteps);
        Square(survey, 0, 0, 0.5);
        Square(survey, 0.25, 0, 0.5);

        // Together they cover 0.75 x 0.5, and 0.25 x 0.5 of that twice.
        Assert.That(survey.Facts().OverlapPercent, Is.EqualTo(100.0 / 3).Within(0.01));
    }

    [Test]
    public void The_same_triangle_twice_overlaps_whole_also_when_it_is_turned_over()
    {
        var survey = new UvSurvey(AssetFileLimits.Default.MaxUvGridSteps);
        survey.Add(new(0.1, 0.1), new(0.9, 0.2), new(0.3, 0.8), hasArea: true);
        survey.Add(new(0.3, 0.8), new(0.9, 0.2), new(0.1, 0.1), hasArea: true);

        Assert.That(survey.Facts().OverlapPercent, Is.EqualTo(100));
    }

    [Test]
    public void A_mesh_that_stands_at_two_places_overlaps_whole()
    {
        var survey = new UvSurvey(AssetFileLimits.Default.MaxUvGridSteps);
        survey.Add(new(0.1, 0.1), new(0.9, 0.2), new(2.3, 0.8), hasArea: true, times: 2);

        var facts = survey.Facts();
        Assert.That((facts.OverlapPercent, facts.TrianglesOutside), Is.EqualTo(((double?)100, 2)));
    }

    [TestCase(1.0009, 0)]
    [TestCase(1.0011, 1)]
    [TestCase(-0.0009, 0)]
    [TestCase(-0.0011, 1)]
    public void A_corner_outside_by_more_than_a_thousandth_counts(double u, int outside)
    {
        var survey = new UvSurvey(AssetFileLimits.Default.MaxUvGridSteps);
        survey.Add(new(0.2, 0.2), new(0.4, 0.9), new(u, 0.5), hasArea: true);
        survey.Add(new(0.2, 0.2), new(0.4, 0.3), new(0.1, 0.3), hasArea: true);

        Assert.That(survey.Facts().TrianglesOutside, Is.EqualTo(outside));
    }

    [Test]
    public void A_line_in_the_channel_counts_only_when_the_triangle_has_an_area_in_space()
    {
        var survey = new UvSurvey(AssetFileLimits.Default.MaxUvGridSteps);
        survey.Add(new(0.1, 0.1), new(0.2, 0.2), new(0.3, 0.3), hasArea: true);
        survey.Add(new(0.5, 0.5), new(0.5, 0.5), new(0.5, 0.5), hasArea: true, times: 3);
        survey.Add(new(0.1, 0.1), new(0.2, 0.2), new(0.3, 0.3), hasArea: false);

        var facts = survey.Facts();
        Assert.That((facts.DegenerateTriangles, facts.OverlapPercent), Is.EqualTo((4, (double?)null)));
    }

    [TestCase(double.NaN)]
    [TestCase(double.PositiveInfinity)]
    [TestCase(double.NegativeInfinity)]
    public void A_coordinate_that_is_no_number_is_told_and_its_triangle_passed_over(double u)
    {
        var survey = new UvSurvey(AssetFileLimits.Default.MaxUvGridSteps);
        survey.Add(new(u, 0), new(1, 0), new(1, 1), hasArea: true);

        var facts = survey.Facts();
        Assert.That((facts.HasInvalidCoordinates, facts.TrianglesOutside, facts.OverlapPercent), Is.EqualTo((true, 0, (double?)null)));
    }

    [Test]
    public void Corners_at_the_end_of_the_numbers_are_cut_off_at_the_square()
    {
        var survey = new UvSurvey(AssetFileLimits.Default.MaxUvGridSteps);
        survey.Add(new(-float.MaxValue, -float.MaxValue), new(float.MaxValue, -float.MaxValue), new(0, float.MaxValue), hasArea: true);

        var facts = survey.Facts();
        Assert.That((facts.TrianglesOutside, facts.OverlapPercent), Is.EqualTo((1, (double?)0)));
    }

    [Test]
    public void Above_the_limit_of_work_the_overlap_is_not_measured_and_the_rest_still_is()
    {
        var survey = new UvSurvey(maxSteps: 5000);
        for (var i = 0; i < 1000; i++)
        {
            survey.Add(new(0, 0), new(2, 0), new(0, 2), hasArea: true);
        }

        var facts = survey.Facts();
        Assert.That((facts.OverlapPercent, facts.TrianglesOutside), Is.EqualTo(((double?)null, 1000)));
    }

    [Test]
    public void Nothing_is_allocated_per_triangle()
    {
        var survey = new UvSurvey(AssetFileLimits.Default.MaxUvGridSteps);
        survey.Add(new(0, 0), new(1, 0), new(1, 1), hasArea: true);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            survey.Add(new(0, 0), new(0.1, 0), new(0.1, 0.1), hasArea: true);
        }

        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);
    }

    [Test]
    public void The_grid_counts_what_a_slow_look_at_every_point_counts() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(Triangles().ToArbitrary(), triangles =>
        {
            var grid = new UvGrid(Side, 1 << 20);
            foreach (var (a, b, c) in triangles)
            {
                grid.Draw(a, b, c, twice: false);
            }

            Assert.That(grid.Count(), Is.EqualTo(SlowCount(triangles)));
        }));

    [Test]
    public void A_fan_around_any_point_never_overlaps() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(Fans().ToArbitrary(), fan =>
        {
            var grid = new UvGrid(Side, 1 << 20);
            for (var i = 0; i < fan.Rim.Length; i++)
            {
                grid.Draw(fan.Centre, fan.Rim[i], fan.Rim[(i + 1) % fan.Rim.Length], twice: false);
            }

            Assert.That(grid.Count().Overlapped, Is.Zero);
        }));

    private static void Square(UvSurvey survey, double u, double v, double size)
    {
        survey.Add(new(u, v), new(u + size, v), new(u + size, v + size), hasArea: true);
        survey.Add(new(u, v), new(u + size, v + size), new(u, v + size), hasArea: true);
    }

    // Corners on a raster of sixteenths of a cell, so that the slow count can work in whole numbers, without rounding.
    private static Gen<(UvPoint A, UvPoint B, UvPoint C)[]> Triangles()
    {
        var coordinate = Gen.Choose(-Side * 4, Side * 20);
        var point = from u in coordinate from v in coordinate select new UvPoint(u / (Side * 16.0), v / (Side * 16.0));
        var triangle = from a in point from b in point from c in point select (a, b, c);
        return from count in Gen.Choose(1, 6) from triangles in triangle.ArrayOf(count) select triangles;
    }

    // Rim points at rising angles around the centre, less than half a turn apart.
    private static Gen<(UvPoint Centre, UvPoint[] Rim)> Fans() =>
        from u in Gen.Choose(300, 700)
        from v in Gen.Choose(300, 700)
        from count in Gen.Choose(3, 40)
        from start in Gen.Choose(0, 1000)
        from radii in Gen.Choose(10, 290).ArrayOf(count)
        select (
            new UvPoint(u / 1000.0, v / 1000.0),
            radii.Select((radius, i) =>
            {
                var (sin, cos) = Math.SinCos((start / 1000.0) + (i * 2 * Math.PI / count));
                return new UvPoint((u + (radius * cos)) / 1000.0, (v + (radius * sin)) / 1000.0);
            }).ToArray());

    private static (int Covered, int Overlapped) SlowCount((UvPoint A, UvPoint B, UvPoint C)[] triangles)
    {
        int covered = 0, overlapped = 0;
        for (var y = 0; y < Side; y++)
        {
            for (var x = 0; x < Side; x++)
            {
                var times = triangles.Count(triangle => Holds(triangle, (x * 16) + 8, (y * 16) + 8));
                covered += times > 0 ? 1 : 0;
                overlapped += times > 1 ? 1 : 0;
            }
        }

        return (covered, overlapped);
    }

    // By the signs of three areas in whole numbers; a point on an edge belongs to the triangle when the edge is a left or a lower one.
    private static bool Holds((UvPoint A, UvPoint B, UvPoint C) triangle, long x, long y)
    {
        var corners = new[] { triangle.A, triangle.B, triangle.C }.Select(corner => (X: (long)Math.Round(corner.U * Side * 16), Y: (long)Math.Round(corner.V * Side * 16))).ToArray();
        var area = Area(corners[0], corners[1], corners[2]);
        if (area == 0)
        {
            return false;
        }

        if (area < 0)
        {
            Array.Reverse(corners);
        }

        for (var i = 0; i < 3; i++)
        {
            var (from, to) = (corners[i], corners[(i + 1) % 3]);
            var side = Area(from, to, (x, y));
            // Counter-clockwise: a left edge goes down, a lower edge goes to the right.
            var owns = to.Y < from.Y || (to.Y == from.Y && to.X > from.X);
            if (side < 0 || (side == 0 && !owns))
            {
                return false;
            }
        }

        return true;
    }

    private static long Area((long X, long Y) a, (long X, long Y) b, (long X, long Y) c) => ((b.X - a.X) * (c.Y - a.Y)) - ((b.Y - a.Y) * (c.X - a.X));
}
