#include "dialogs/persondialog.h"

#include "base/displaytext.h"
#include "models/textorder.h"
#include "style/look.h"
#include "style/metrics.h"
#include "widgets/pickerlist.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace wallaroo {
namespace {

std::vector<PickerModel::Entry> entriesOf(const std::vector<User>& people) {
    std::vector<PickerModel::Entry> entries;
    for (size_t i = 0; i < people.size(); ++i) {
        if (people[i].status != UserStatus::Inactive)
            entries.push_back(
                {static_cast<quint32>(i), displayText(people[i].displayName()), displayText(people[i].email())});
    }
    const models::TextOrder order;
    std::stable_sort(entries.begin(), entries.end(), [&order](const auto& a, const auto& b) {
        return order.compare(a.text.toUtf8(), b.text.toUtf8()) < 0;
    });
    return entries;
}

} // namespace

PersonDialog::PersonDialog(const QString& title, std::vector<User> people, QWidget* parent)
    : QDialog(parent),
      m_people(std::move(people)),
      m_picker(new PickerList(tr("People"), tr("Filter people"), entriesOf(m_people), PickerList::Mode::One, this)) {
    setObjectName(QStringLiteral("personDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(title);
    const Metrics metrics(this);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(metrics.px(22), metrics.px(18), metrics.px(22), metrics.px(16));
    column->setSpacing(metrics.px(10));
    auto* heading = new QLabel(title, this);
    heading->setTextFormat(Qt::PlainText);
    heading->setWordWrap(true);
    setTextStyle(heading, TextStyle::Heading);
    column->addWidget(heading);
    column->addWidget(m_picker, 1);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    auto* choose = buttons->addButton(tr("C&hoose"), QDialogButtonBox::AcceptRole);
    choose->setObjectName(QStringLiteral("personChoose"));
    choose->setEnabled(false);
    setMain(choose);
    connect(m_picker, &PickerList::chosenChanged, choose,
            [this, choose] { choose->setEnabled(!m_picker->chosen().empty()); });
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    column->addWidget(buttons);
    resize(metrics.px(480), sizeHint().height());
    m_picker->focusFilter();
}

const User& PersonDialog::person() const {
    return m_people[m_picker->chosen().front()];
}

} // namespace wallaroo
