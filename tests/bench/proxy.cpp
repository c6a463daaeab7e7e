// bench_proxy BODY: the same 100,000 people in a stock QTableView over QSortFilterProxyModel with a stock selection:
// what typing, sorting and selecting cost whoever takes what Qt brings.
#include "bench/bodysender.h"
#include "bench/painted.h"
#include "bench/samples.h"
#include "bench/words.h"

#include <QApplication>
#include <QHeaderView>
#include <QSortFilterProxyModel>
#include <QTableView>

using namespace wallaroo;

namespace {

/// As plain as can be: texts made once, so that it is the proxy that is measured.
class PlainModel final : public QAbstractTableModel {
public:
    explicit PlainModel(const std::deque<User>& users) {
        m_rows.reserve(users.size());
        for (const User& user : users) {
            m_rows.push_back({user.displayName(), user.email(),
                              user.status == UserStatus::Active ? QStringLiteral("Active") : QStringLiteral("Inactive"),
                              QString::number(user.lastLogin.ms()), QString::number(user.created.ms())});
        }
    }

    [[nodiscard]] int rowCount(const QModelIndex& parent) const override {
        return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
    }

    [[nodiscard]] int columnCount(const QModelIndex& parent) const override {
        return parent.isValid() ? 0 : static_cast<int>(m_rows.front().size());
    }

    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override {
        if (role != Qt::DisplayRole)
            return {};
        return m_rows[static_cast<std::size_t>(index.row())][static_cast<std::size_t>(index.column())];
    }

private:
    std::vector<std::array<QString, 5>> m_rows;
};

struct Stock {
    explicit Stock(const std::deque<User>& users) : model(users) {
        proxy.setSourceModel(&model);
        proxy.setFilterKeyColumn(-1);
        proxy.setFilterCaseSensitivity(Qt::CaseInsensitive);
        proxy.setSortCaseSensitivity(Qt::CaseInsensitive);
        proxy.setSortLocaleAware(true);
        view.setModel(&proxy);
        view.setWordWrap(false);
        view.verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
        view.setSelectionBehavior(QAbstractItemView::SelectRows);
        view.resize(1000, 700);
        view.show();
    }

    PlainModel model;
    QSortFilterProxyModel proxy;
    QTableView view;
};

double sortAndPaint(Stock& stock, bench::PaintWatch& watch, int column) {
    return watch.time([&] { stock.view.sortByColumn(column, Qt::AscendingOrder); }, [] { return true; });
}

void measureFilter(Stock& stock, bench::PaintWatch& watch, bench::Samples& samples) {
    bench::typeWords([&](const QString& text) {
        samples.add(QStringLiteral("keystroke"),
                    watch.time([&] { stock.proxy.setFilterFixedString(text); }, [] { return true; }));
    });
    stock.proxy.setFilterFixedString(QString());
}

void measureSelection(Stock& stock, bench::PaintWatch& watch, bench::Samples& samples) {
    QItemSelection selection;
    const int last = stock.proxy.columnCount() - 1;
    for (const int row : bench::scatteredRows(stock.proxy.rowCount()))
        selection.append(QItemSelectionRange(stock.proxy.index(row, 0), stock.proxy.index(row, last)));
    samples.time(QStringLiteral("select"),
                 [&] { stock.view.selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect); });
    samples.add(QStringLiteral("selectedSort"), sortAndPaint(stock, watch, 1));
    samples.add(QStringLiteral("selectedFilter"),
                watch.time([&] { stock.proxy.setFilterFixedString(bench::selectionWord()); }, [] { return true; }));
}

} // namespace

int main(int argc, char** argv) {
    QApplication app(argc, argv);
    const std::deque<User> users = bench::decodeUsers(bench::readBody(QApplication::arguments().value(1)));
    if (users.empty())
        return 3;
    Stock stock(users);
    bench::PaintWatch watch(*stock.view.viewport());
    bench::PaintWatch::waitFor([&] { return watch.paints() > 0; });
    bench::Samples samples;
    samples.add(QStringLiteral("firstClick"), sortAndPaint(stock, watch, 1));
    measureFilter(stock, watch, samples);
    for (int round = 0; round < 5; ++round) {
        samples.add(QStringLiteral("sortText"), sortAndPaint(stock, watch, 0));
        samples.add(QStringLiteral("sortText"), sortAndPaint(stock, watch, 1));
    }
    sortAndPaint(stock, watch, 0);
    measureSelection(stock, watch, samples);
    samples.print();
    return 0;
}
