using DccBridge.AssetFiles.Meshes;
using DccBridge.Protocol.Contracts.Assets;
using FsCheck;
using FsCheck.Fluent;

namespace DccBridge.Tests.AssetFiles.Meshes;

public sealed class PolygonSplitTests
{
    [Test]
    public void A_triangle_stays_and_a_flat_quad_is_split_at_its_first_corner()
    {
        var split = new PolygonSplit();

        Assert.That(split.Split([new(0, 0, 0), new(1, 0, 0), new(1, 1, 0)]).ToArray(), Is.EqualTo(new[] { 0, 1, 2 }));
        Assert.That(split.Split([new(0, 0, 0), new(1, 0, 0), new(1, 1, 0), new(0, 1, 0)]).ToArray(), Is.EqualTo(new[] { 0, 1, 2, 0, 2, 3 }));
    }

    [Test]
    public void A_quad_whose_second_corner_points_inwards_is_split_there()
    {
        Assert.That(new PolygonSplit().Split([new(0, 0, 5), new(1, 1, 5), new(4, 0, 5), new(0, 4, 5)]).ToArray(), Is.EqualTo(new[] { 1, 2, 3, 1, 3, 0 }));
    }

    [Test]
    public void More_corners_than_ears_are_looked_for_become_a_fan()
    {
        Vector3D[] corners = [.. Enumerable.Range(0, 100).Select(i => new Vector3D(Math.Cos(i / 16.0), Math.Sin(i / 16.0), 0))];

        Assert.That(new PolygonSplit().Split(corners).ToArray(), Is.EqualTo(Enumerable.Range(0, 98).SelectMany(i => new[] { 0, i + 1, i + 2 })));
    }

    [Test]
    public void Above_the_limit_of_work_polygons_become_fans()
    {
        Vector3D[] notched = [new(0, 0, 0), new(4, 0, 0), new(1, 1, 0), new(0, 4, 0), new(-1, 1, 0)];
        var split = new PolygonSplit(maxSteps: 1);

        Assert.That(split.Split(notched).ToArray(), Is.Not.EqualTo(new[] { 0, 1, 2, 0, 2, 3, 0, 3, 4 }));
        Assert.That(split.Split(notched).ToArray(), Is.EqualTo(new[] { 0, 1, 2, 0, 2, 3, 0, 3, 4 }));
    }

    [Test]
    public void Points_that_are_one_or_no_numbers_still_give_all_triangles()
    {
        var split = new PolygonSplit();
        foreach (var value in new[] { 0, double.NaN, double.PositiveInfinity })
        {
            Assert.That(split.Split([.. Enumerable.Repeat(new Vector3D(value, value, value), 9)]).Length, Is.EqualTo(21));
        }
    }

    [Test]
    public void The_triangles_of_a_star_shaped_polygon_have_its_area_and_none_is_turned_over() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(200), Prop.ForAll(Stars().ToArbitrary(), corners =>
        {
            var triangles = new PolygonSplit().Split(corners).ToArray();
            var areas = triangles.Chunk(3).Select(triangle => Area(corners[triangle[0]], corners[triangle[1]], corners[triangle[2]])).ToArray();

            Assert.That(areas, Has.All.GreaterThanOrEqualTo(-1e-9));
            Assert.That(areas.Sum(), Is.EqualTo(Enumerable.Range(0, corners.Length).Sum(i => Area(default, corners[i], corners[(i + 1) % corners.Length]))).Within(1e-6));
        }));

    private static Gen<Vector3D[]> Stars() =>
        from count in Gen.Choose(3, 40)
        from radii in Gen.Choose(10, 1000).ArrayOf(count)
        select radii.Select((radius, i) =>
        {
            var (sin, cos) = Math.SinCos(i * 2 * Math.PI / count);
            return new Vector3D(radius * cos / 100, radius * sin / 100, 3);
        }).ToArray();

    private static double Area(Vector3D a, Vector3D b, Vector3D c) => (((b.X - a.X) * (c.Y - a.Y)) - ((b.Y - a.Y) * (c.X - a.X))) / 2;
}
