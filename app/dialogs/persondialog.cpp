#include "dialogs/persondialog.h"

#include "base/displaytext.h"
#include "dialogs/dialogparts.h"
#include "models/textorder.h"
#include "widgets/pickerlist.h"
#include "widgets/taborder.h"

#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace wallaroo {
namespace {

QString detailOf(const User& person) {
    QStringList parts{displayText(person.email()), displayText(person.id().toString())};
    parts.removeAll(QString());
    if (person.status == UserStatus::Inactive)
        parts << PersonDialog::tr("inactive");
    return parts.join(QStringLiteral(", "));
}

std::vector<PickerModel::Entry> entriesOf(const std::vector<User>& people, PersonDialog::Offered offered) {
    std::vector<PickerModel::Entry> entries;
    for (size_t i = 0; i < people.size(); ++i) {
        if (people[i].status == UserStatus::Inactive && offered == PersonDialog::Offered::Active)
            continue;
        const QString name = people[i].displayName();
        entries.push_back({static_cast<quint32>(i), displayText(name), detailOf(people[i])});
    }
    const models::TextOrder order;
    std::stable_sort(entries.begin(), entries.end(), [&order](const auto& a, const auto& b) {
        return order.compare(a.text.toUtf8(), b.text.toUtf8()) < 0;
    });
    return entries;
}

} // namespace

PersonDialog::PersonDialog(const QString& title, std::vector<User> people, Offered offered, QWidget* parent)
    : QDialog(parent),
      m_people(std::move(people)),
      m_picker(new PickerList(tr("People"), tr("Filter people"), entriesOf(m_people, offered), PickerList::Mode::One,
                              this)) {
    setObjectName(QStringLiteral("personDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(title);
    auto* column = dialogColumn(*this, title, {}, TextStyle::Heading);
    column->addWidget(m_picker, 1);
    auto* choose = quietButton(tr("C&hoose"), "personChoose", this);
    choose->setEnabled(false);
    connect(m_picker, &PickerList::chosenChanged, choose,
            [this, choose] { choose->setEnabled(!m_picker->chosen().empty()); });
    column->addLayout(actingRow(*this, choose));
    tabInOrderOfLayout(*this);
    choose->setDefault(true);
    resizeToContent(*this, 680);
    m_picker->focusFilter();
}

const User& PersonDialog::person() const {
    return m_people[m_picker->chosen().front()];
}

} // namespace wallaroo
