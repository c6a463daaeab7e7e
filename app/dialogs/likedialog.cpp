#include "dialogs/likedialog.h"

#include "base/displaytext.h"
#include "dialogs/pickerentries.h"
#include "models/accessmodel.h"
#include "models/textorder.h"
#include "style/look.h"
#include "style/metrics.h"
#include "widgets/announce.h"
#include "widgets/pickerlist.h"

#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QListView>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace wallaroo {
namespace {

constexpr int rowsShown = 6;
constexpr int letters = 64; ///< a name and an e-mail

/// What a cell says somebody is; nothing: not known.
std::optional<std::optional<MemberRole>> beingOf(models::AccessCell cell) {
    switch (cell.access) {
    case models::Access::Owner:
        return MemberRole::Owner;
    case models::Access::Collaborator:
        return MemberRole::Collaborator;
    case models::Access::None:
        return std::optional<MemberRole>();
    case models::Access::NotTold:
    case models::Access::NotKnown:
        break;
    }
    return std::nullopt;
}

std::vector<PickerModel::Entry> without(std::vector<PickerModel::Entry> entries, quint32 number) {
    entries.erase(std::remove_if(entries.begin(), entries.end(),
                                 [number](const PickerModel::Entry& entry) { return entry.number == number; }),
                  entries.end());
    return entries;
}

} // namespace

LikeDialog::LikeDialog(const models::AccessMatrix& matrix, Number person, QWidget* parent)
    : QDialog(parent),
      m_matrix(matrix),
      m_person(person),
      m_people(new PickerList(tr("Model person"), tr("Filter people"), without(peopleEntries(matrix), person),
                              PickerList::Mode::One, this)),
      m_note(new QLabel(this)),
      m_view(new QListView(this)),
      m_all(new QPushButton(tr("Tick &all"), this)),
      m_none(new QPushButton(tr("Tick &none"), this)) {
    m_people->setMinimumWidth(fontMetrics().averageCharWidth() * letters);
    setObjectName(QStringLiteral("likeDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    const QString name = displayText(matrix.person(person).displayName(), 60);
    setWindowTitle(tr("Make %1 like somebody else").arg(name));
    auto* title = new QLabel(tr("Whose access shall %1 have?").arg(name), this);
    title->setTextFormat(Qt::PlainText);
    m_note->setTextFormat(Qt::PlainText);
    m_note->setWordWrap(true);
    setTextTint(m_note, Tint::SecondaryText);
    m_view->setAccessibleName(tr("Differences"));
    m_view->setObjectName(QStringLiteral("differences"));
    m_view->setUniformItemSizes(true);
    m_view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_view->setMinimumHeight(Metrics(this).rowHeight() * rowsShown);
    auto* buttons = new QDialogButtonBox(this);
    buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole);
    m_review = buttons->addButton(tr("Review…"), QDialogButtonBox::AcceptRole);
    m_review->setObjectName(QStringLiteral("reviewLike"));
    setMain(m_review);
    auto* ticks = new QHBoxLayout;
    ticks->addWidget(m_all);
    ticks->addWidget(m_none);
    ticks->addStretch(1);
    auto* column = new QVBoxLayout(this);
    column->addWidget(title);
    column->addWidget(m_people, 1);
    column->addWidget(m_note);
    column->addWidget(m_view, 1);
    column->addLayout(ticks);
    column->addWidget(buttons);
    connect(m_people, &PickerList::chosenChanged, this, &LikeDialog::showDifferences);
    connect(m_all, &QPushButton::clicked, this, [this] { m_model->tickAllShown(true); });
    connect(m_none, &QPushButton::clicked, this, [this] { m_model->tickAllShown(false); });
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    showDifferences();
    m_people->focusFilter();
}

std::vector<LikeDialog::Difference> LikeDialog::differences(const models::AccessMatrix& matrix, Number person,
                                                            Number like, int* notKnown) {
    std::vector<Difference> found;
    for (Number workspace = 0; workspace < matrix.workspaceCount(); ++workspace) {
        if (!matrix.isWorkspaceListed(workspace) || matrix.workspace(workspace).isDefault())
            continue;
        const auto before = beingOf(matrix.cell(person, workspace));
        const auto after = beingOf(matrix.cell(like, workspace));
        if ((!before || !after) && notKnown)
            ++*notKnown;
        else if (before && after && *before != *after)
            found.push_back({workspace, *before, *after});
    }
    const models::TextOrder order;
    std::stable_sort(found.begin(), found.end(), [&](const Difference& a, const Difference& b) {
        return order.compare(matrix.workspace(a.workspace).name.toUtf8(), matrix.workspace(b.workspace).name.toUtf8())
               < 0;
    });
    return found;
}

QString LikeDialog::textOf(const Difference& difference) const {
    const auto being = [](std::optional<MemberRole> role) {
        return role ? models::AccessModel::roleWord(*role) : tr("no access");
    };
    return displayText(
        tr("%1: %2 → %3", "fraud: no access → Owner")
            .arg(m_matrix.workspaceLabel(difference.workspace), being(difference.before), being(difference.after)));
}

void LikeDialog::showDifferences() {
    const std::vector<quint32> chosen = m_people->chosen();
    int notKnown = 0;
    m_differences =
        chosen.empty() ? std::vector<Difference>() : differences(m_matrix, m_person, chosen.front(), &notKnown);
    std::vector<PickerModel::Entry> entries;
    for (const Difference& difference : m_differences)
        entries.push_back({difference.workspace, textOf(difference), {}});
    auto* old = m_model;
    m_model = new PickerModel(std::move(entries), true, this);
    m_view->setModel(m_model);
    delete old;
    for (const Difference& difference : m_differences)
        m_model->setTicked(difference.workspace, difference.after.has_value());
    connect(m_model, &PickerModel::tickedChanged, this, &LikeDialog::updateButton);
    QString note;
    if (chosen.empty())
        note = tr("What differs is shown here when somebody is chosen.");
    else if (m_differences.empty())
        note = tr("Nothing differs.");
    else
        note = tr("%Ln differences. What takes access away is not ticked.", nullptr,
                  static_cast<int>(m_differences.size()));
    if (notKnown > 0)
        note += u' ' + tr("Not known for %Ln workspaces.", nullptr, notKnown);
    m_note->setText(note);
    if (isVisible())
        announce(this, note);
    updateButton();
}

void LikeDialog::updateButton() {
    m_review->setEnabled(!m_model->ticked().empty());
    m_all->setEnabled(m_model->rowCount() > 0);
    m_none->setEnabled(m_model->rowCount() > 0);
}

std::vector<LikeDialog::Difference> LikeDialog::chosen() const {
    const std::vector<quint32> ticked = m_model->ticked();
    std::vector<Difference> chosen;
    std::copy_if(m_differences.begin(), m_differences.end(), std::back_inserter(chosen),
                 [&ticked](const Difference& difference) {
                     return std::find(ticked.begin(), ticked.end(), difference.workspace) != ticked.end();
                 });
    return chosen;
}

} // namespace wallaroo
