package com.example.orders;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** The application's own row. */
@Entity
@Table(name = "purchase_orders")
public class PurchaseOrder {
    @Id
    private String id;

    private String customer;

    protected PurchaseOrder() {}

    PurchaseOrder(String id, String customer) {
        this.id = id;
        this.customer = customer;
    }

    String customer() {
        return customer;
    }
}
